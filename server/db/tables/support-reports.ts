import { type ColumnType, type RawBuilder, sql, type SqlBool } from 'kysely'
import type { County } from '../../../core/portal/counties.ts'
import type { Profession, SupportContent, SupportKind } from '../../../core/support-reports/report.ts'
import type { SupportRule } from '../../../core/support-reports/rules.ts'
import { isLive, type SupportState, supportStateCodes } from '../../../core/support-reports/states.ts'
import type { Queryable } from '../database.ts'

export interface SupportReportsTable {
  id: string
  number: string | null
  person_id: string
  state: SupportState
  content: ColumnType<unknown, string, string>
  in_force: ColumnType<Record<string, unknown> | null, string | null, string | null>
  registration_id: string | null
  profession: Profession | null
  own_institution: string | null
  own_county: County | null
  support_institution: string | null
  support_county: County | null
  kind: SupportKind | null
  first_day: string | null
  last_day: string | null
  warnings: string[]
  reason: string | null
  verify_code: string | null
  version: number
  created_at: Date
  changed_at: Date
  sent_at: Date | null
  decided_at: Date | null
}

export interface SupportReport {
  readonly id: string
  /** Null until it is sent first. */
  readonly number: string | null
  readonly personId: string
  readonly state: SupportState
  /** What is written, and what was approved last. */
  readonly content: SupportContent
  readonly inForce: SupportContent | null
  /** By the registration that was chosen. */
  readonly profession: Profession | null
  readonly ownInstitution: string | null
  readonly ownCounty: County | null
  readonly supportCounty: County | null
  /** Rules that warned when it was sent last. */
  readonly warnings: readonly SupportRule[]
  /** Why it was returned or cancelled. */
  readonly reason: string | null
  readonly verifyCode: string | null
  readonly version: number
  readonly createdAt: Date
  readonly changedAt: Date
  readonly sentAt: Date | null
  readonly decidedAt: Date | null
}

const rowsOf = (query: Queryable) => query.selectFrom('support_reports').selectAll('support_reports')

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirstOrThrow']>>

// The contents are as rowFor wrote them.
const toReport = (row: Row): SupportReport => ({
  id: row.id,
  number: row.number,
  personId: row.person_id,
  state: row.state,
  content: row.content as SupportContent,
  inForce: row.in_force as SupportContent | null,
  profession: row.profession,
  ownInstitution: row.own_institution,
  ownCounty: row.own_county,
  supportCounty: row.support_county,
  warnings: row.warnings as SupportRule[],
  reason: row.reason,
  verifyCode: row.verify_code,
  version: row.version,
  createdAt: row.created_at,
  changedAt: row.changed_at,
  sentAt: row.sent_at,
  decidedAt: row.decided_at,
})

const rowFor = (report: SupportReport) => ({
  number: report.number,
  person_id: report.personId,
  state: report.state,
  content: JSON.stringify(report.content),
  in_force: report.inForce && JSON.stringify(report.inForce),
  registration_id: report.content.registration,
  profession: report.profession,
  own_institution: report.ownInstitution,
  own_county: report.ownCounty,
  support_institution: report.content.institution,
  support_county: report.supportCounty,
  kind: report.content.kind,
  first_day: report.content.firstDay,
  last_day: report.content.lastDay,
  warnings: [...report.warnings],
  reason: report.reason,
  verify_code: report.verifyCode,
  version: report.version,
  created_at: report.createdAt,
  changed_at: report.changedAt,
  sent_at: report.sentAt,
  decided_at: report.decidedAt,
})

export async function addSupportReport(query: Queryable, report: SupportReport): Promise<void> {
  await query
    .insertInto('support_reports')
    .values({ id: report.id, ...rowFor(report) })
    .execute()
}

/** Whole. Whoever changes it has locked it. */
export async function saveSupportReport(query: Queryable, report: SupportReport): Promise<void> {
  await query.updateTable('support_reports').set(rowFor(report)).where('id', '=', report.id).execute()
}

export async function isReportNumberFree(query: Queryable, number: string): Promise<boolean> {
  const row = await query.selectFrom('support_reports').select('id').where('number', '=', number).executeTakeFirst()
  return row === undefined
}

export async function findSupportReport(query: Queryable, id: string): Promise<SupportReport | undefined> {
  const row = await rowsOf(query).where('id', '=', id).executeTakeFirst()
  return row && toReport(row)
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockSupportReport(query: Queryable, id: string): Promise<SupportReport | undefined> {
  const row = await rowsOf(query).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toReport(row)
}

export async function findVerified(query: Queryable, verifyCode: string): Promise<SupportReport | undefined> {
  const row = await rowsOf(query).where('verify_code', '=', verifyCode).executeTakeFirst()
  return row && toReport(row)
}

/** Of a person: those that are sent and not over, but for one. */
export async function findLiveReports(query: Queryable, personId: string, but: string): Promise<SupportReport[]> {
  const rows = await rowsOf(query)
    .where('person_id', '=', personId)
    .where('id', '!=', but)
    .where('state', 'in', supportStateCodes.filter(isLive))
    .orderBy('id')
    .execute()
  return rows.map(toReport)
}

/** Those that are not over though their last day is; at most `limit`. `today` is a day in Taiwan. */
export async function lockPastReports(query: Queryable, today: string, limit: number): Promise<SupportReport[]> {
  const rows = await rowsOf(query)
    .where('state', 'not in', ['cancelled', 'expired'])
    // While a change is written, what was approved before counts.
    .where(sql<SqlBool>`coalesce(in_force ->> 'lastDay', last_day) < ${today}`)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()
  return rows.map(toReport)
}

export interface SupportReportSearch {
  /** The applicant's own, those that a county reviews, or those that it has a copy of. */
  readonly of:
    | { readonly personId: string }
    | { readonly reviewedBy: 'everywhere' | readonly string[] }
    | { readonly copiedTo: 'everywhere' | readonly string[] }
  readonly states: readonly SupportState[] | undefined
  /** A number, or a part of the name of the practitioner or of an institution; undefined for all. */
  readonly text: string | undefined
  readonly profession: Profession | undefined
  /** Whose period meets these days. */
  readonly fromDay: string | undefined
  readonly untilDay: string | undefined
  /** What waits longest first; newest first otherwise. */
  readonly waitingFirst: boolean
  /** From 1. */
  readonly page: number
  readonly pageSize: number
}

export interface FoundReport {
  readonly id: string
  readonly number: string | null
  readonly state: SupportState
  readonly practitioner: string
  readonly profession: Profession | null
  readonly kind: SupportKind | null
  readonly own: { readonly name: string; readonly county: County } | null
  readonly supported: { readonly name: string; readonly county: County } | null
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly warned: boolean
  readonly sentAt: Date | null
  readonly changedAt: Date
}

type Condition = RawBuilder<SqlBool>

function scopeOf(of: SupportReportSearch['of']): Condition {
  if ('personId' in of) return sql`report.person_id = ${of.personId}`
  if ('reviewedBy' in of) {
    const theirs: Condition =
      of.reviewedBy === 'everywhere' ? sql`true` : sql`report.own_county = any (${of.reviewedBy}::text[])`
    return sql`report.number is not null and report.state <> 'draft' and ${theirs}`
  }
  const copied: Condition = of.copiedTo === 'everywhere' ? sql`true` : sql`copy.county = any (${of.copiedTo}::text[])`
  return sql`exists (select from support_report_copies as copy where copy.report_id = report.id and ${copied})`
}

function wordsOf(text: string): Condition {
  const part = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return sql`(report.number = ${text.toUpperCase()} or person.name ilike ${part} or own.name ilike ${part}
    or supported.name ilike ${part} or own.code = ${text} or supported.code = ${text})`
}

const joined = (query: Queryable) =>
  query
    .selectFrom('support_reports as report')
    .innerJoin('people as person', 'person.id', 'report.person_id')
    .leftJoin('institutions as own', 'own.code', 'report.own_institution')
    .leftJoin('institutions as supported', 'supported.code', 'report.support_institution')

export async function searchSupportReports(
  query: Queryable,
  search: SupportReportSearch,
): Promise<{ readonly reports: readonly FoundReport[]; readonly total: number }> {
  const { states, text, profession, fromDay, untilDay, page, pageSize } = search
  const fits = sql<SqlBool>`${sql.join(
    [
      scopeOf(search.of),
      ...(states === undefined ? [] : [sql`report.state = any (${[...states]}::text[])`]),
      ...(text === undefined ? [] : [wordsOf(text)]),
      ...(profession === undefined ? [] : [sql`report.profession = ${profession}`]),
      ...(fromDay === undefined ? [] : [sql`report.last_day >= ${fromDay}`]),
      ...(untilDay === undefined ? [] : [sql`report.first_day <= ${untilDay}`]),
    ],
    sql` and `,
  )}`
  const found = joined(query).where(fits)
  const { count } = await found.select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow()
  const rows = await found
    .select([
      'report.id',
      'report.number',
      'report.state',
      'person.name as practitioner',
      'report.profession',
      'report.kind',
      'own.name as own_name',
      'report.own_county',
      'supported.name as supported_name',
      'report.support_county',
      'report.first_day',
      'report.last_day',
      'report.warnings',
      'report.sent_at',
      'report.changed_at',
    ])
    .$if(search.waitingFirst, (own) => own.orderBy('report.sent_at').orderBy('report.id'))
    .$if(!search.waitingFirst, (own) => own.orderBy('report.id', 'desc'))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return {
    total: Number(count),
    reports: rows.map((row) => ({
      id: row.id,
      number: row.number,
      state: row.state,
      practitioner: row.practitioner,
      profession: row.profession,
      kind: row.kind,
      own: row.own_county === null ? null : { name: row.own_name ?? '', county: row.own_county },
      supported: row.support_county === null ? null : { name: row.supported_name ?? '', county: row.support_county },
      firstDay: row.first_day,
      lastDay: row.last_day,
      warned: row.warnings.length > 0,
      sentAt: row.sent_at,
      changedAt: row.changed_at,
    })),
  }
}

export interface ReportCount {
  readonly month: string
  readonly profession: Profession
  readonly institution: string
  readonly count: number
}

/** Approved ones by the month of the first day (`2026-12`), profession and supported institution; of these counties. */
export async function countSupportReports(
  query: Queryable,
  search: {
    readonly counties: 'everywhere' | readonly string[]
    readonly fromMonth: string
    readonly untilMonth: string
  },
): Promise<ReportCount[]> {
  const { counties, fromMonth, untilMonth } = search
  const month = sql<string>`substr(in_force ->> 'firstDay', 1, 7)`
  const institution = sql<string>`in_force ->> 'institution'`
  const rows = await query
    .selectFrom('support_reports')
    .innerJoin('institutions', (join) => join.on(sql<SqlBool>`institutions.code = in_force ->> 'institution'`))
    .select(({ fn }) => [
      month.as('month'),
      'profession',
      'institutions.name as institution',
      fn.countAll<string>().as('count'),
    ])
    .where('in_force', 'is not', null)
    .where('state', '!=', 'cancelled')
    .where(sql<SqlBool>`${month} between ${fromMonth} and ${untilMonth}`)
    .$if(counties !== 'everywhere', (own) => own.where(sql<SqlBool>`own_county = any (${counties}::text[])`))
    .groupBy([month, 'profession', 'institutions.name', institution])
    .orderBy(month)
    .orderBy('institutions.name')
    .execute()
  return rows.flatMap(({ month: at, profession, institution: name, count }) =>
    profession === null ? [] : [{ month: at, profession, institution: name, count: Number(count) }],
  )
}
