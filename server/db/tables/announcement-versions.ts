import type { ColumnType } from 'kysely'
import type { Queryable } from '../database.ts'

export interface AnnouncementVersionsTable {
  announcement_id: string
  version: number
  at: Date
  person_id: string
  what: string
  content: ColumnType<unknown, string, never>
}

/** What stood in a version: enough to say what it changed, and to read what stood there before. */
export type VersionContent = Readonly<Record<string, unknown>>

export interface AnnouncementVersion {
  readonly version: number
  readonly at: Date
  readonly personId: string
  readonly what: string
  readonly content: VersionContent
}

export async function addVersion(
  query: Queryable,
  announcementId: string,
  { version, at, personId, what, content }: AnnouncementVersion,
): Promise<void> {
  await query
    .insertInto('announcement_versions')
    .values({
      announcement_id: announcementId,
      version,
      at,
      person_id: personId,
      what,
      content: JSON.stringify(content),
    })
    .execute()
}

/** Newest first, each with the name of who made it. */
export async function findVersions(
  query: Queryable,
  announcementId: string,
): Promise<(Omit<AnnouncementVersion, 'personId'> & { readonly by: string })[]> {
  const rows = await query
    .selectFrom('announcement_versions as made')
    .innerJoin('people', 'people.id', 'made.person_id')
    .select(['made.version', 'made.at', 'made.what', 'made.content', 'people.name as by'])
    .where('made.announcement_id', '=', announcementId)
    .orderBy('made.version', 'desc')
    .execute()
  return rows.map(({ version, at, what, content, by }) => ({
    version,
    at,
    what,
    by,
    content: content as VersionContent,
  }))
}
