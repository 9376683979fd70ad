import type { Queryable } from '../database.ts'

export interface InstitutionIdentifiersTable {
  kind: string
  value: string
  institution_code: string
  enrolled_at: Date
}

export interface InstitutionIdentifier {
  /** Which of a certificate's identifiers it is: core/pki/certificate-profiles.ts names them. */
  readonly kind: string
  readonly value: string
}

export async function findInstitutionByIdentifier(
  query: Queryable,
  { kind, value }: InstitutionIdentifier,
): Promise<string | undefined> {
  const row = await query
    .selectFrom('institution_identifiers')
    .select('institution_code')
    .where('kind', '=', kind)
    .where('value', '=', value)
    .executeTakeFirst()
  return row?.institution_code
}

/** False when the identifier leads to an institution already: nothing is changed then. */
export async function addInstitutionIdentifier(
  query: Queryable,
  { kind, value, institutionCode, at }: InstitutionIdentifier & { institutionCode: string; at: Date },
): Promise<boolean> {
  const result = await query
    .insertInto('institution_identifiers')
    .values({ kind, value, institution_code: institutionCode, enrolled_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}
