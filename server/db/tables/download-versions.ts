import type { ColumnType } from 'kysely'
import type { DownloadItem } from '../../../core/portal/downloads.ts'
import type { Queryable } from '../database.ts'

export interface DownloadVersionsTable {
  download_id: string
  version: number
  at: Date
  person_id: string
  what: string
  content: ColumnType<unknown, string, never>
}

/** What stood in a version. */
export interface DownloadVersionContent {
  readonly item: DownloadItem
  readonly description: string
  readonly fromDay: string
  readonly untilDay: string | null
  readonly files: readonly { readonly name: string; readonly sha256: string }[]
}

export interface DownloadVersion {
  readonly version: number
  readonly at: Date
  readonly personId: string
  readonly what: string
  readonly content: DownloadVersionContent
}

export async function addDownloadVersion(
  query: Queryable,
  downloadId: string,
  { version, at, personId, what, content }: DownloadVersion,
): Promise<void> {
  await query
    .insertInto('download_versions')
    .values({ download_id: downloadId, version, at, person_id: personId, what, content: JSON.stringify(content) })
    .execute()
}

/** Newest first, each with the name of who made it. */
export async function findDownloadVersions(
  query: Queryable,
  downloadId: string,
): Promise<(Omit<DownloadVersion, 'personId'> & { readonly by: string })[]> {
  const rows = await query
    .selectFrom('download_versions as made')
    .innerJoin('people', 'people.id', 'made.person_id')
    .select(['made.version', 'made.at', 'made.what', 'made.content', 'people.name as by'])
    .where('made.download_id', '=', downloadId)
    .orderBy('made.version', 'desc')
    .execute()
  return rows.map(({ version, at, what, content, by }) => ({
    version,
    at,
    what,
    by,
    content: content as DownloadVersionContent,
  }))
}
