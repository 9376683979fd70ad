import type { Queryable } from '../database.ts'

export interface FixedLinesTable {
  institution_code: string
  circuit: string
  provider: string
}

/** 醫事機構固接網路. */
export interface FixedLine {
  /** 電路編號 */
  readonly circuit: string
  readonly provider: string
}

export function findFixedLine(query: Queryable, institutionCode: string): Promise<FixedLine | undefined> {
  return query
    .selectFrom('fixed_lines')
    .select(['circuit', 'provider'])
    .where('institution_code', '=', institutionCode)
    .executeTakeFirst()
}

export async function saveFixedLine(
  query: Queryable,
  { institutionCode, circuit, provider }: FixedLine & { readonly institutionCode: string },
): Promise<void> {
  await query
    .insertInto('fixed_lines')
    .values({ institution_code: institutionCode, circuit, provider })
    .onConflict((conflict) => conflict.column('institution_code').doUpdateSet({ circuit, provider }))
    .execute()
}
