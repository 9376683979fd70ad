import type { StaffPost, StaffRole } from '../../../core/portal/staff-roles.ts'
import type { Queryable } from '../database.ts'
import type { Person } from './people.ts'

export interface StaffPostsTable {
  person_id: string
  role: StaffRole
  area: string
  given_at: Date
}

export function findStaffPosts(query: Queryable, personId: string): Promise<StaffPost[]> {
  return query
    .selectFrom('staff_posts')
    .select(['role', 'area'])
    .where('person_id', '=', personId)
    .orderBy('role')
    .orderBy('area')
    .execute()
}

/** A post with who holds it. */
export interface HeldPost extends StaffPost {
  readonly person: Person
  readonly givenAt: Date
  /** Whether a card of the person is enrolled. */
  readonly hasCard: boolean
}

/** By role, area and name. */
export async function findAllStaffPosts(query: Queryable): Promise<HeldPost[]> {
  const rows = await query
    .selectFrom('staff_posts')
    .innerJoin('people', 'people.id', 'staff_posts.person_id')
    .select((it) => [
      'people.id',
      'people.name',
      'people.id_number as idNumber',
      'staff_posts.role',
      'staff_posts.area',
      'staff_posts.given_at as givenAt',
      it.exists(it.selectFrom('card_holders').whereRef('card_holders.person_id', '=', 'people.id')).as('hasCard'),
    ])
    .orderBy('staff_posts.role')
    .orderBy('staff_posts.area')
    .orderBy('people.name')
    .orderBy('people.id')
    .execute()
  return rows.map(({ id, name, idNumber, role, area, givenAt, hasCard }) => ({
    person: { id, name, idNumber },
    role,
    area,
    givenAt,
    hasCard: Boolean(hasCard),
  }))
}

/** Who is administrator. Nobody else takes one of these posts until the transaction ends. */
export async function lockAdministrators(query: Queryable): Promise<string[]> {
  const rows = await query
    .selectFrom('staff_posts')
    .select('person_id')
    .where('role', '=', 'administrator')
    .orderBy('person_id')
    .forUpdate()
    .execute()
  return rows.map(({ person_id }) => person_id)
}

/** False when the person has the post already. */
export async function addStaffPost(
  query: Queryable,
  { personId, role, area, at }: StaffPost & { readonly personId: string; readonly at: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await query
    .insertInto('staff_posts')
    .values({ person_id: personId, role, area, given_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** False when the person had no such post. */
export async function removeStaffPost(
  query: Queryable,
  { personId, role, area }: StaffPost & { readonly personId: string },
): Promise<boolean> {
  const { numDeletedRows } = await query
    .deleteFrom('staff_posts')
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .where('area', '=', area)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
