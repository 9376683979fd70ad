import type { Updateable } from 'kysely'
import type { SamState } from '../../../core/portal/sam-applications.ts'
import type { Queryable } from '../database.ts'

export interface SamApplicationsTable {
  id: string
  number: string
  institution_code: string
  state: SamState
  contact_name: string
  phone: string
  mobile: string
  email: string
  filed_at: Date
  reviewed_at: Date | null
  reason: string | null
  page_key: string
  module_code: string | null
}

/** Whom the agency asks about an application. */
export interface SamContact {
  readonly name: string
  readonly phone: string
  readonly mobile: string
  readonly email: string
}

/** An application, with the institution's name and what of its module is shown. */
export interface SamApplication {
  readonly id: string
  /** 申請單號 */
  readonly number: string
  readonly institution: { readonly code: string; readonly name: string }
  readonly state: SamState
  readonly contact: SamContact
  readonly filedAt: Date
  readonly reviewedAt: Date | null
  readonly reason: string | null
  /** JWK: the public key to which the secret is sealed. */
  readonly pageKey: string
  readonly module: SamApplicationModule | null
}

export interface SamApplicationModule {
  readonly code: string
  readonly ends: Date
  /** Whether its secret waits to be fetched by the page that can open it. */
  readonly secretWaits: boolean
}

/** False when the number is taken. */
export async function addSamApplication(
  query: Queryable,
  application: {
    readonly id: string
    readonly number: string
    readonly institutionCode: string
    readonly contact: SamContact
    readonly pageKey: string
    readonly at: Date
  },
): Promise<boolean> {
  const { id, number, institutionCode, contact, pageKey, at } = application
  const { numInsertedOrUpdatedRows } = await query
    .insertInto('sam_applications')
    .values({
      id,
      number,
      institution_code: institutionCode,
      state: 'applied',
      contact_name: contact.name,
      phone: contact.phone,
      mobile: contact.mobile,
      email: contact.email,
      filed_at: at,
      reviewed_at: null,
      reason: null,
      page_key: pageKey,
      module_code: null,
    })
    .onConflict((conflict) => conflict.column('number').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Those of the institution, newest first. */
export async function findSamApplications(
  query: Queryable,
  institutionCode: string,
  now: Date,
): Promise<SamApplication[]> {
  const rows = await select(query, now)
    .where('sam_applications.institution_code', '=', institutionCode)
    .orderBy('sam_applications.id', 'desc')
    .execute()
  return rows.map(toSamApplication)
}

export async function findSamApplication(query: Queryable, id: string, now: Date): Promise<SamApplication | undefined> {
  const row = await select(query, now).where('sam_applications.id', '=', id).executeTakeFirst()
  return row && toSamApplication(row)
}

export interface SamApplicationSearch {
  /** All states when undefined. */
  readonly state: SamState | undefined
  /** The beginning of the institution's code, or the whole number of an application; undefined for all. */
  readonly text: string | undefined
  /** The last id of the page before. */
  readonly after: string | undefined
  readonly limit: number
}

/** Of all institutions, newest first. */
export async function searchSamApplications(
  query: Queryable,
  { state, text, after, limit }: SamApplicationSearch,
  now: Date,
): Promise<SamApplication[]> {
  const rows = await select(query, now)
    .$if(state !== undefined, (own) => own.where('sam_applications.state', '=', state ?? 'applied'))
    .$if(text !== undefined, (own) =>
      own.where((where) =>
        where.or([
          where('sam_applications.number', '=', text ?? ''),
          where('sam_applications.institution_code', 'like', `${(text ?? '').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`),
        ]),
      ),
    )
    .$if(after !== undefined, (older) => older.where('sam_applications.id', '<', after ?? ''))
    .orderBy('sam_applications.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toSamApplication)
}

/**
 * Moves it, if it is still in the state that it is moved from, and for the page that is named: of two that move at once, one
 * does. What else the move brings is set with it.
 */
export async function moveSamApplication(
  query: Queryable,
  move: { readonly id: string; readonly from: SamState; readonly to: SamState; readonly pageKey?: string },
  with_: Pick<Updateable<SamApplicationsTable>, 'reviewed_at' | 'reason' | 'page_key' | 'module_code'> = {},
): Promise<boolean> {
  const { id, from, to, pageKey } = move
  const { numUpdatedRows } = await query
    .updateTable('sam_applications')
    .set({ ...with_, state: to })
    .where('id', '=', id)
    .where('state', '=', from)
    .$if(pageKey !== undefined, (own) => own.where('page_key', '=', pageKey ?? ''))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

const select = (query: Queryable, now: Date) =>
  query
    .selectFrom('sam_applications')
    .innerJoin('institutions', 'institutions.code', 'sam_applications.institution_code')
    .leftJoin('sam_modules', 'sam_modules.code', 'sam_applications.module_code')
    .leftJoin('sam_secrets', (join) =>
      join.onRef('sam_secrets.module_code', '=', 'sam_modules.code').on('sam_secrets.expires_at', '>', now),
    )
    .select([
      'sam_applications.id',
      'sam_applications.number',
      'sam_applications.institution_code as institutionCode',
      'institutions.name as institutionName',
      'sam_applications.state',
      'sam_applications.contact_name as contactName',
      'sam_applications.phone',
      'sam_applications.mobile',
      'sam_applications.email',
      'sam_applications.filed_at as filedAt',
      'sam_applications.reviewed_at as reviewedAt',
      'sam_applications.reason',
      'sam_applications.page_key as pageKey',
      'sam_modules.code as moduleCode',
      'sam_modules.not_after as moduleEnds',
      'sam_secrets.module_code as waitingSecret',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

const toSamApplication = (row: Row): SamApplication => ({
  id: row.id,
  number: row.number,
  institution: { code: row.institutionCode, name: row.institutionName },
  state: row.state,
  contact: { name: row.contactName, phone: row.phone, mobile: row.mobile, email: row.email },
  filedAt: row.filedAt,
  reviewedAt: row.reviewedAt,
  reason: row.reason,
  pageKey: row.pageKey,
  module:
    row.moduleCode === null || row.moduleEnds === null
      ? null
      : { code: row.moduleCode, ends: row.moduleEnds, secretWaits: row.waitingSecret !== null },
})
