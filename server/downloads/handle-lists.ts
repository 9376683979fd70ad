import { CodedError } from '../../core/errors/coded-error.ts'
import { searchWords } from '../../core/portal/search-text.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import { findDownloadVersions } from '../db/tables/download-versions.ts'
import { type Download, findDownload, searchDownloads } from '../db/tables/downloads.ts'
import type { Handler } from '../http/call.ts'
import type { DownloadParts } from './download-parts.ts'
import { pagesOf, toRecord } from './to-views.ts'

type Parts = Pick<DownloadParts, 'database'>

export function listDownloads({ database: { query } }: Parts): Handler<'GET /api/staff/downloads'> {
  return {
    event: 'read',
    async handle({ request: { item, state, words = '', page: asked = '1' }, now }) {
      const page = Number(asked)
      const { downloads, total } = await searchDownloads(query, {
        state,
        items: item && [item],
        words: searchWords(words),
        order: 'changed',
        today: taiwanDay(now),
        page,
      })
      const records = await Promise.all(downloads.map((it) => toRecord(query, it, now)))
      return { records, page, pages: pagesOf(total), total }
    },
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND. */
export function readDownload({ database: { query } }: Parts): Handler<'GET /api/staff/downloads/record'> {
  return {
    event: 'read',
    handle: async ({ request: { id }, now }) =>
      await toRecord(query, requireDownload(await findDownload(query, id)), now),
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND. */
export function readDownloadHistory({ database: { query } }: Parts): Handler<'GET /api/staff/downloads/history'> {
  return {
    event: 'read',
    async handle({ request }) {
      const { id } = requireDownload(await findDownload(query, request.id))
      const versions = await findDownloadVersions(query, id)
      return {
        versions: versions.map(({ version, at, by, what, content }) => ({
          version,
          at: at.toISOString(),
          by,
          what,
          item: content.item,
          description: content.description,
          fromDay: content.fromDay,
          untilDay: content.untilDay,
          files: content.files.map(({ name }) => name),
        })),
      }
    },
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND. */
export function requireDownload(download: Download | undefined): Download {
  if (download) return download
  throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such entry')
}
