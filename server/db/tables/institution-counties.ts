import { type County, countyCodes } from '../../../core/portal/counties.ts'
import { countyOfCode } from '../../../core/portal/institution-county.ts'
import type { InstitutionType } from '../../../core/portal/institution-types.ts'
import type { Queryable } from '../database.ts'

export interface InstitutionCountiesTable {
  code: string
  county: string
}

/** An institution with the county that it is in. */
export interface PlacedInstitution {
  readonly code: string
  readonly name: string
  readonly type: InstitutionType
  readonly county: County
}

export async function saveInstitutionCounty(query: Queryable, code: string, county: County): Promise<void> {
  await query
    .insertInto('institution_counties')
    .values({ code, county })
    .onConflict((conflict) => conflict.column('code').doUpdateSet({ county }))
    .execute()
}

const rowsOf = (query: Queryable) =>
  query
    .selectFrom('institutions')
    .leftJoin('institution_counties', 'institution_counties.code', 'institutions.code')
    .select(['institutions.code', 'institutions.name', 'institutions.type', 'institution_counties.county'])

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirstOrThrow']>>

/** None where neither the table nor the code tells a county. */
function place({ code, name, type, county }: Row): PlacedInstitution[] {
  const known = countyCodes.find((own) => own === county) ?? countyOfCode(code)
  return known ? [{ code, name, type, county: known }] : []
}

/** By their codes; what is not known, or is nowhere, is left out. */
export async function findPlaced(
  query: Queryable,
  codes: readonly string[],
): Promise<ReadonlyMap<string, PlacedInstitution>> {
  if (codes.length === 0) return new Map()
  const rows = await rowsOf(query).where('institutions.code', 'in', codes).execute()
  return new Map(rows.flatMap(place).map((institution) => [institution.code, institution]))
}

/** In the order of the codes. `text` is the beginning of a code or a part of a name. */
export async function searchPlaced(query: Queryable, text: string, limit: number): Promise<PlacedInstitution[]> {
  const literally = text.replaceAll(/[\\%_]/g, String.raw`\$&`)
  const rows = await rowsOf(query)
    .where((where) =>
      where.or([
        where('institutions.code', 'like', `${literally}%`),
        where('institutions.name', 'ilike', `%${literally}%`),
      ]),
    )
    .orderBy('institutions.code')
    .limit(limit)
    .execute()
  return rows.flatMap(place)
}

/** By their codes; of those that are known. */
export async function findInstitutionNames(
  query: Queryable,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await query.selectFrom('institutions').select(['code', 'name']).where('code', 'in', codes).execute()
  return new Map(rows.map(({ code, name }) => [code, name]))
}
