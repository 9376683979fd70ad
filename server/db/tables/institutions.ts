import type { Queryable } from '../database.ts'

export interface InstitutionsTable {
  code: string
  name: string
  contracted: boolean
}

export interface Institution {
  readonly code: string
  readonly name: string
  readonly contracted: boolean
}

export function findInstitution(query: Queryable, code: string): Promise<Institution | undefined> {
  return query.selectFrom('institutions').selectAll().where('code', '=', code).executeTakeFirst()
}

export async function saveInstitution(query: Queryable, institution: Institution): Promise<void> {
  const { name, contracted } = institution
  await query
    .insertInto('institutions')
    .values(institution)
    .onConflict((conflict) => conflict.column('code').doUpdateSet({ name, contracted }))
    .execute()
}
