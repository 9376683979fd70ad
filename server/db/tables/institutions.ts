import { sql } from 'kysely'
import type { Division } from '../../../core/portal/divisions.ts'
import type { InstitutionFacts } from '../../../core/portal/institution-choice.ts'
import type { InstitutionType } from '../../../core/portal/institution-types.ts'
import type { Queryable } from '../database.ts'

export interface InstitutionsTable {
  code: string
  name: string
  contracted: boolean
  type: InstitutionType
  division: Division
  files_through: string | null
}

export interface Institution extends InstitutionFacts {
  readonly type: InstitutionType
  readonly division: Division
}

export async function findInstitution(query: Queryable, code: string): Promise<Institution | undefined> {
  const row = await query.selectFrom('institutions').selectAll().where('code', '=', code).executeTakeFirst()
  return row && toInstitution(row)
}

/**
 * Reads the institution and makes who else changes its roles, services and grants wait for the end of the transaction: what
 * is counted or looked up after it stays true. `no key update` lets through those who only refer to the institution.
 */
export async function lockInstitution(query: Queryable, code: string): Promise<Institution | undefined> {
  const row = await query
    .selectFrom('institutions')
    .selectAll()
    .where('code', '=', code)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row && toInstitution(row)
}

/** In the order of the codes. `text` is the beginning of a code or a part of a name; `after` the last code of the page before. */
export async function searchInstitutions(
  query: Queryable,
  search: {
    readonly text: string
    /** Undefined for all. */
    readonly divisions: readonly string[] | undefined
    readonly after: string | undefined
    readonly limit: number
  },
): Promise<Institution[]> {
  const { text, divisions, after, limit } = search
  const literally = text.replaceAll(/[\\%_]/g, String.raw`\$&`)
  const rows = await query
    .selectFrom('institutions')
    .selectAll()
    .where((where) => where.or([where('code', 'like', `${literally}%`), where('name', 'ilike', `%${literally}%`)]))
    .$if(divisions !== undefined, (own) => own.where(sql<boolean>`division = any(${divisions})`))
    .$if(after !== undefined, (later) => later.where('code', '>', after ?? ''))
    .orderBy('code')
    .limit(limit)
    .execute()
  return rows.map(toInstitution)
}

export const toInstitution = ({ files_through, ...row }: InstitutionsTable): Institution => ({
  ...row,
  filesThrough: files_through,
})

export async function saveInstitution(query: Queryable, institution: Institution): Promise<void> {
  const { code, filesThrough, name, contracted, type, division } = institution
  const row = { name, contracted, type, division, files_through: filesThrough }
  await query
    .insertInto('institutions')
    .values({ code, ...row })
    .onConflict((conflict) => conflict.column('code').doUpdateSet(row))
    .execute()
}
