import { CodedError } from '../../core/errors/coded-error.ts'
import { isOffered, itemsOf, updatedDay } from '../../core/portal/downloads.ts'
import { searchWords } from '../../core/portal/search-text.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import { findDownloadFile, findDownloadFiles } from '../db/tables/download-files.ts'
import { countOffered, findDownload, searchDownloads } from '../db/tables/downloads.ts'
import { deliverFile } from '../files/deliver-file.ts'
import type { Handler } from '../http/call.ts'
import type { DocumentHandler } from '../http/serve-document.ts'
import type { DownloadParts } from './download-parts.ts'
import { pagesOf, toFile } from './to-views.ts'

type Parts = Pick<DownloadParts, 'database'>

export function listOffered({ database: { query } }: Parts): Handler<'GET /api/downloads'> {
  return {
    event: 'read',
    async handle({ request: { category, item, words = '', newest, page: asked = '1' }, now }) {
      const page = Number(asked)
      const { downloads, total } = await searchDownloads(query, {
        state: 'published',
        items: item ? [item] : category && itemsOf(category),
        words: searchWords(words),
        order: newest ? 'updated' : 'item',
        today: taiwanDay(now),
        page,
      })
      const ids = downloads.map(({ id }) => id)
      const files = await findDownloadFiles(query, ids)
      return {
        entries: downloads.map((it) => ({
          id: it.id,
          item: it.item,
          description: it.description,
          day: updatedDay(it),
          files: files.filter(({ downloadId }) => downloadId === it.id).map(toFile),
        })),
        page,
        pages: pagesOf(total),
        total,
      }
    },
  }
}

export function listItems({ database: { query } }: Parts): Handler<'GET /api/downloads/items'> {
  return {
    event: 'read',
    handle: async ({ now }) => ({ items: [...(await countOffered(query, taiwanDay(now)))] }),
  }
}

/** A file of an entry that is offered, under an address that stays the same as long as it is. */
export function deliverOffered({ database: { query }, files }: DownloadParts): DocumentHandler {
  return {
    event: 'file',
    async handle({ key, now }) {
      const file = isUuid(key) ? await findDownloadFile(query, key) : undefined
      const download = file && (await findDownload(query, file.downloadId))
      if (!file || !download || !isOffered(download, taiwanDay(now))) {
        throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no entry that is offered has it')
      }
      return await deliverFile(files, file)
    },
  }
}

const isUuid = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text)
