import type { Queryable } from '../database.ts'

export interface PeopleTable {
  id: string
  name: string
  id_number: string | null
}

export interface Person {
  readonly id: string
  readonly name: string
  /** 身分證號 or 統一證號; null where the directory knows none. Never shown whole. */
  readonly idNumber: string | null
}

export async function findPerson(query: Queryable, id: string): Promise<Person | undefined> {
  const row = await query.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toPerson(row)
}

export async function findPersonByIdNumber(query: Queryable, idNumber: string): Promise<Person | undefined> {
  const row = await query.selectFrom('people').selectAll().where('id_number', '=', idNumber).executeTakeFirst()
  return row && toPerson(row)
}

/** Their names, by id. */
export async function findNames(query: Queryable, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  if (ids.size === 0) return new Map()
  const rows = await query
    .selectFrom('people')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export const toPerson = ({ id_number, ...row }: PeopleTable): Person => ({ ...row, idNumber: id_number })

export async function savePerson(query: Queryable, { id, name, idNumber }: Person): Promise<void> {
  const row = { name, id_number: idNumber }
  await query
    .insertInto('people')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

/**
 * The person of this ID number; `person` where the directory knows nobody of it. Two who add the same person at once get
 * the same one.
 */
export async function findOrAddPerson(
  query: Queryable,
  person: Person & { readonly idNumber: string },
): Promise<Person> {
  const { id, name, idNumber } = person
  await query
    .insertInto('people')
    .values({ id, name, id_number: idNumber })
    .onConflict((conflict) => conflict.column('id_number').doNothing())
    .execute()
  const found = await findPersonByIdNumber(query, idNumber)
  if (!found) throw new Error(`person ${id} was neither added nor there`)
  return found
}

/** By id; who is gone from the directory is left out. */
export async function findPeopleNames(query: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await query.selectFrom('people').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
