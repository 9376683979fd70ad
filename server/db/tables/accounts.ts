import type { Queryable } from '../database.ts'

export interface AccountsTable {
  name: string
  person_id: string
}

/** The person of an account; `name` in small letters. */
export async function findAccountPerson(query: Queryable, name: string): Promise<string | undefined> {
  const row = await query.selectFrom('accounts').select('person_id').where('name', '=', name).executeTakeFirst()
  return row?.person_id
}

export async function findAccountName(query: Queryable, personId: string): Promise<string | undefined> {
  const row = await query.selectFrom('accounts').select('name').where('person_id', '=', personId).executeTakeFirst()
  return row?.name
}

/** False when the name is taken, or the person has an account already. */
export async function addAccount(
  query: Queryable,
  { name, personId }: { readonly name: string; readonly personId: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await query
    .insertInto('accounts')
    .values({ name: name.toLowerCase(), person_id: personId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
