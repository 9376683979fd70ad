import type { ColumnType } from 'kysely'
import type { County } from '../../../core/portal/counties.ts'
import type { FileType } from '../../../core/portal/file-types.ts'
import type { ConsentSide, SupportContent } from '../../../core/support-reports/report.ts'
import type { SupportMove, SupportState } from '../../../core/support-reports/states.ts'
import type { Queryable } from '../database.ts'

export interface SupportReportVersionsTable {
  report_id: string
  version: number
  at: Date
  person_id: string | null
  move: SupportMove
  state: SupportState
  content: ColumnType<unknown, string, string>
  reason: string | null
}

/** What was moved, by whom, and what stood in it then. */
export interface SupportReportVersion {
  readonly version: number
  readonly at: Date
  /** Null for the server itself. */
  readonly personId: string | null
  readonly move: SupportMove
  readonly state: SupportState
  readonly content: SupportContent
  readonly reason: string | null
}

export async function addReportVersion(query: Queryable, reportId: string, made: SupportReportVersion): Promise<void> {
  const { version, at, personId, move, state, content, reason } = made
  await query
    .insertInto('support_report_versions')
    .values({
      report_id: reportId,
      version,
      at,
      person_id: personId,
      move,
      state,
      content: JSON.stringify(content),
      reason,
    })
    .execute()
}

/** Newest first, with the name of who made it. */
export async function findReportVersions(
  query: Queryable,
  reportId: string,
): Promise<(SupportReportVersion & { readonly by: string | null })[]> {
  const rows = await query
    .selectFrom('support_report_versions as made')
    .leftJoin('people', 'people.id', 'made.person_id')
    .selectAll('made')
    .select('people.name as by')
    .where('report_id', '=', reportId)
    .orderBy('version', 'desc')
    .execute()
  return rows.map((row) => ({
    version: row.version,
    at: row.at,
    personId: row.person_id,
    by: row.by,
    move: row.move,
    state: row.state,
    content: row.content as SupportContent, // as addReportVersion wrote it
    reason: row.reason,
  }))
}

export interface SupportReportConsentsTable {
  report_id: string
  side: ConsentSide
  institution_code: string
  answer: ConsentAnswer | null
  answered_at: Date | null
  answered_by: string | null
  reason: string | null
}

export type ConsentAnswer = 'agreed' | 'declined'

export interface Consent {
  readonly side: ConsentSide
  readonly institutionCode: string
  /** Null while it waits. */
  readonly answer: ConsentAnswer | null
  readonly answeredAt: Date | null
  readonly reason: string | null
}

/** Asks these institutions anew: what was answered before is gone. */
export async function askConsents(
  query: Queryable,
  reportId: string,
  asked: readonly Pick<Consent, 'side' | 'institutionCode'>[],
): Promise<void> {
  await query.deleteFrom('support_report_consents').where('report_id', '=', reportId).execute()
  if (asked.length === 0) return
  const rows = asked.map(({ side, institutionCode }) => ({
    report_id: reportId,
    side,
    institution_code: institutionCode,
    answer: null,
    answered_at: null,
    answered_by: null,
    reason: null,
  }))
  await query.insertInto('support_report_consents').values(rows).execute()
}

export async function answerConsent(
  query: Queryable,
  reportId: string,
  side: ConsentSide,
  given: {
    readonly answer: ConsentAnswer
    readonly at: Date
    readonly personId: string | null
    readonly reason: string | null
  },
): Promise<void> {
  const { answer, at, personId, reason } = given
  await query
    .updateTable('support_report_consents')
    .set({ answer, answered_at: at, answered_by: personId, reason })
    .where('report_id', '=', reportId)
    .where('side', '=', side)
    .execute()
}

export async function findConsents(query: Queryable, reportId: string): Promise<Consent[]> {
  const rows = await query
    .selectFrom('support_report_consents')
    .selectAll()
    .where('report_id', '=', reportId)
    .orderBy('side')
    .execute()
  return rows.map((row) => ({
    side: row.side,
    institutionCode: row.institution_code,
    answer: row.answer,
    answeredAt: row.answered_at,
    reason: row.reason,
  }))
}

/** The reports that an institution was asked about and that are not drafts, what waits first, then the newest. */
export async function findAskedOf(
  query: Queryable,
  institutionCode: string,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ readonly asked: readonly (Consent & { readonly reportId: string })[]; readonly total: number }> {
  const found = query
    .selectFrom('support_report_consents as consent')
    .innerJoin('support_reports as report', 'report.id', 'consent.report_id')
    .where('consent.institution_code', '=', institutionCode)
    .where('report.state', '!=', 'draft')
  const { count } = await found.select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow()
  const rows = await found
    .selectAll('consent')
    .orderBy(({ eb }) => eb('consent.answer', 'is not', null))
    .orderBy('consent.report_id', 'desc')
    .orderBy('consent.side')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return {
    total: Number(count),
    asked: rows.map((row) => ({
      reportId: row.report_id,
      side: row.side,
      institutionCode: row.institution_code,
      answer: row.answer,
      answeredAt: row.answered_at,
      reason: row.reason,
    })),
  }
}

export interface SupportReportCopiesTable {
  report_id: string
  county: County
  version: number
  at: Date
}

export async function addReportCopy(
  query: Queryable,
  copy: { readonly reportId: string; readonly county: County; readonly version: number; readonly at: Date },
): Promise<void> {
  const { reportId, county, version, at } = copy
  await query.insertInto('support_report_copies').values({ report_id: reportId, county, version, at }).execute()
}

/** The counties that have one. */
export async function findCopyCounties(query: Queryable, reportId: string): Promise<County[]> {
  const rows = await query
    .selectFrom('support_report_copies')
    .select('county')
    .distinct()
    .where('report_id', '=', reportId)
    .orderBy('county')
    .execute()
  return rows.map(({ county }) => county)
}

export interface SupportReportFilesTable {
  id: string
  report_id: string
  name: string
  type: FileType
  size: number
  sha256: string
  added_at: Date
  removed_at: Date | null
}

export interface SupportReportFile {
  readonly id: string
  readonly reportId: string
  readonly name: string
  readonly type: FileType
  readonly size: number
  readonly sha256: string
}

export async function addReportFile(query: Queryable, file: SupportReportFile & { readonly at: Date }): Promise<void> {
  const { id, reportId, name, type, size, sha256, at } = file
  await query
    .insertInto('support_report_files')
    .values({ id, report_id: reportId, name, type, size, sha256, added_at: at, removed_at: null })
    .execute()
}

/** Those that were not taken away. */
export async function findReportFiles(query: Queryable, reportId: string): Promise<SupportReportFile[]> {
  const rows = await query
    .selectFrom('support_report_files')
    .selectAll()
    .where('report_id', '=', reportId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id, report_id, name, type, size, sha256 }) => ({
    id,
    reportId: report_id,
    name,
    type,
    size,
    sha256,
  }))
}

/** It stays for the versions that had it. */
export async function removeReportFile(query: Queryable, id: string, at: Date): Promise<void> {
  await query.updateTable('support_report_files').set({ removed_at: at }).where('id', '=', id).execute()
}
