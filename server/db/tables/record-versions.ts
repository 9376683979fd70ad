import type { ColumnType } from 'kysely'
import type { RecordVersions } from '../../../core/protocol/record-versions.ts'
import type { Queryable } from '../database.ts'

export interface RecordVersionsTable {
  record_id: string
  version: number
  at: Date
  person_id: string
  content: ColumnType<unknown, string, never>
}

/** What stood in a version, member by member. */
export type RecordContent = Readonly<Record<string, string>>

export interface RecordVersion {
  readonly version: number
  readonly at: Date
  readonly personId: string
  readonly content: RecordContent
}

export async function addRecordVersion(query: Queryable, recordId: string, made: RecordVersion): Promise<void> {
  const { version, at, personId, content } = made
  await query
    .insertInto('record_versions')
    .values({ record_id: recordId, version, at, person_id: personId, content: JSON.stringify(content) })
    .execute()
}

/** Newest first, each with what it changed and the name of who made it. */
export async function findRecordVersions(query: Queryable, recordId: string): Promise<RecordVersions> {
  const rows = await query
    .selectFrom('record_versions as made')
    .innerJoin('people', 'people.id', 'made.person_id')
    .select(['made.version', 'made.at', 'made.content', 'people.name as by'])
    .where('made.record_id', '=', recordId)
    .orderBy('made.version', 'desc')
    .execute()
  const contents = rows.map(({ content }) => content as RecordContent) // as addRecordVersion wrote it
  return {
    versions: rows.map(({ version, at, by }, index) => ({
      version,
      at: at.toISOString(),
      by,
      changes: changesOf(contents[index] ?? {}, contents[index + 1] ?? {}),
    })),
  }
}

/** The members that differ, with their new values. */
export const changesOf = (after: RecordContent, before: RecordContent): { field: string; value: string }[] =>
  Object.entries(after)
    .filter(([field, value]) => value !== (before[field] ?? ''))
    .map(([field, value]) => ({ field, value }))
