import type { Queryable } from '../database.ts'

export interface PeopleTable {
  id: string
  name: string
}

export interface Person {
  readonly id: string
  readonly name: string
}

export function findPerson(query: Queryable, id: string): Promise<Person | undefined> {
  return query.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function savePerson(query: Queryable, person: Person): Promise<void> {
  await query
    .insertInto('people')
    .values(person)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: person.name }))
    .execute()
}
