import { type RawBuilder, sql, type SqlBool } from 'kysely'
import type { FileType } from '../../../core/portal/file-types.ts'
import {
  type ShortcutFacts,
  type ShortcutGroup,
  shortcutGroupCodes,
  shortcutPageSize,
} from '../../../core/portal/shortcuts.ts'
import type { Queryable } from '../database.ts'

export interface ShortcutsTable {
  id: string
  institution_code: string
  name: string
  description: string
  type: FileType
  size: number
  sha256: string
  provided_at: Date
  provided_by: string
  stage: ShortcutFacts['stage']
  repeat_until: string | null
  asked_at: Date | null
  decided_at: Date | null
}

/** A file that the agency gives an institution. */
export interface Shortcut extends Omit<ShortcutFacts, 'wasAsked'> {
  readonly id: string
  readonly institution: { readonly code: string; readonly name: string; readonly division: string }
  readonly name: string
  readonly description: string
  readonly type: FileType
  readonly size: number
  readonly sha256: string
  readonly providedAt: Date
  readonly askedAt: Date | null
  readonly decidedAt: Date | null
}

export const factsOf = ({ stage, repeatUntil, askedAt }: Shortcut): ShortcutFacts => ({
  stage,
  repeatUntil,
  wasAsked: askedAt !== null,
})

type Condition = RawBuilder<SqlBool>

/** The same as shortcutGroupOn in core/portal/shortcuts.ts; a test compares them. */
function inGroup(group: ShortcutGroup, today: string): Condition {
  const lapsed = sql<SqlBool>`coalesce(repeat_until < ${today}, false)`
  const conditions: Readonly<Record<ShortcutGroup, Condition>> = {
    requested: sql`stage = 'requested'`,
    resend: sql`(stage = 'declined' or (stage = 'open' and (asked_at is not null or ${lapsed})))`,
    recent: sql`(stage = 'open' and asked_at is null and not ${lapsed})`,
  }
  return conditions[group]
}

const rowsOf = (query: Queryable) =>
  query
    .selectFrom('shortcuts')
    .innerJoin('institutions', 'institutions.code', 'shortcuts.institution_code')
    .select([
      'shortcuts.id',
      'institution_code',
      'institutions.name as institution_name',
      'institutions.division',
      'shortcuts.name',
      'description',
      'shortcuts.type',
      'size',
      'sha256',
      'provided_at',
      'stage',
      'repeat_until',
      'asked_at',
      'decided_at',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirstOrThrow']>>

const toShortcut = (row: Row): Shortcut => ({
  id: row.id,
  institution: { code: row.institution_code, name: row.institution_name, division: row.division },
  name: row.name,
  description: row.description,
  type: row.type,
  size: row.size,
  sha256: row.sha256,
  providedAt: row.provided_at,
  stage: row.stage,
  repeatUntil: row.repeat_until,
  askedAt: row.asked_at,
  decidedAt: row.decided_at,
})

export interface FoundShortcuts {
  readonly shortcuts: readonly Shortcut[]
  readonly total: number
}

/** An institution's, newest first. */
export async function listOwnShortcuts(
  query: Queryable,
  search: {
    readonly institutionCode: string
    readonly groups: readonly ShortcutGroup[]
    /** A day in Taiwan. */
    readonly today: string
    /** From 1. */
    readonly page: number
  },
): Promise<FoundShortcuts> {
  const { institutionCode, groups, today, page } = search
  const ticked = shortcutGroupCodes.filter((code) => groups.includes(code)).map((code) => inGroup(code, today))
  const fits = sql<SqlBool>`institution_code = ${institutionCode} and (${sql.join(ticked, sql` or `)})`
  const { count } = await query
    .selectFrom('shortcuts')
    .where(fits)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  const rows = await rowsOf(query)
    .where(fits)
    .orderBy('provided_at', 'desc')
    .orderBy('shortcuts.id', 'desc')
    .limit(shortcutPageSize)
    .offset((page - 1) * shortcutPageSize)
    .execute()
  return { shortcuts: rows.map(toShortcut), total: Number(count) }
}

/** Of the institutions of these divisions: what waits for a decision first, the oldest request before the others. */
export async function searchShortcuts(
  query: Queryable,
  search: {
    /** Undefined for all. */
    readonly divisions: readonly string[] | undefined
    readonly onlyRequested: boolean
    readonly institutionCode: string | undefined
    readonly page: number
  },
): Promise<FoundShortcuts> {
  const { divisions, onlyRequested, institutionCode, page } = search
  const fits = sql<SqlBool>`${sql.join(
    [
      sql`true`,
      ...(divisions === undefined ? [] : [sql`institutions.division = any (${divisions}::text[])`]),
      ...(onlyRequested ? [sql`stage = 'requested'`] : []),
      ...(institutionCode === undefined ? [] : [sql`institution_code = ${institutionCode}`]),
    ],
    sql` and `,
  )}`
  const found = rowsOf(query).where(fits)
  const { count } = await found
    .clearSelect()
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  const rows = await found
    .orderBy(sql`stage = 'requested'`, 'desc')
    .orderBy(sql`case when stage = 'requested' then asked_at end`)
    .orderBy('provided_at', 'desc')
    .orderBy('shortcuts.id', 'desc')
    .limit(shortcutPageSize)
    .offset((page - 1) * shortcutPageSize)
    .execute()
  return { shortcuts: rows.map(toShortcut), total: Number(count) }
}

export async function findShortcut(query: Queryable, id: string): Promise<Shortcut | undefined> {
  const row = await rowsOf(query).where('shortcuts.id', '=', id).executeTakeFirst()
  return row && toShortcut(row)
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockShortcut(query: Queryable, id: string): Promise<Shortcut | undefined> {
  const row = await rowsOf(query).where('shortcuts.id', '=', id).forUpdate('shortcuts').executeTakeFirst()
  return row && toShortcut(row)
}

export async function addShortcut(
  query: Queryable,
  shortcut: Omit<Shortcut, 'institution'> & { readonly institutionCode: string; readonly providedBy: string },
): Promise<void> {
  await query
    .insertInto('shortcuts')
    .values({
      id: shortcut.id,
      institution_code: shortcut.institutionCode,
      name: shortcut.name,
      description: shortcut.description,
      type: shortcut.type,
      size: shortcut.size,
      sha256: shortcut.sha256,
      provided_at: shortcut.providedAt,
      provided_by: shortcut.providedBy,
      stage: shortcut.stage,
      repeat_until: shortcut.repeatUntil,
      asked_at: shortcut.askedAt,
      decided_at: shortcut.decidedAt,
    })
    .execute()
}

/** Files of which whoever provided them has no more. */
export async function removeShortcuts(query: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await query.deleteFrom('shortcuts').where('id', 'in', ids).execute()
}

/** What a move changed. */
export async function saveShortcutFacts(
  query: Queryable,
  id: string,
  { stage, repeatUntil, askedAt, decidedAt }: Pick<Shortcut, 'stage' | 'repeatUntil' | 'askedAt' | 'decidedAt'>,
): Promise<void> {
  await query
    .updateTable('shortcuts')
    .set({ stage, repeat_until: repeatUntil, asked_at: askedAt, decided_at: decidedAt })
    .where('id', '=', id)
    .execute()
}

/** How often each was downloaded; one that never was is not in the map. */
export async function countDownloads(query: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await query
    .selectFrom('shortcut_downloads')
    .select(({ fn }) => ['shortcut_id', fn.countAll<string>().as('count')])
    .where('shortcut_id', 'in', ids)
    .groupBy('shortcut_id')
    .execute()
  return new Map(rows.map(({ shortcut_id, count }) => [shortcut_id, Number(count)]))
}
