import { sql } from 'kysely'
import type { AssignedRole, Assignment } from '../../../core/portal/institution-choice.ts'
import type { Queryable } from '../database.ts'
import type { Person } from './people.ts'

export interface AssignmentsTable {
  person_id: string
  institution_code: string
  role: AssignedRole
  assigned_at: Date
  phone: string
  email: string
}

/** How somebody is reached at the institution; empty where it was not told. */
export interface Contact {
  readonly phone: string
  readonly email: string
}

/** What a person may do where, ordered by institution code. */
export async function findAssignments(query: Queryable, personId: string): Promise<Assignment[]> {
  const rows = await query
    .selectFrom('assignments')
    .innerJoin('institutions', 'institutions.code', 'assignments.institution_code')
    .select([
      'institutions.code',
      'institutions.name',
      'institutions.contracted',
      'institutions.files_through as filesThrough',
      'assignments.role',
    ])
    .where('assignments.person_id', '=', personId)
    .orderBy('institutions.code')
    .orderBy('assignments.role')
    .execute()
  return rows.map(({ role, ...institution }) => ({ institution, role }))
}

const noContact: Contact = { phone: '', email: '' }

export interface AssignmentKey {
  readonly personId: string
  readonly institutionCode: string
  readonly role: AssignedRole
}

export interface NewAssignment extends AssignmentKey {
  readonly at: Date
  readonly contact?: Contact
}

/** False when the person has the role there already. */
export async function addAssignment(query: Queryable, assignment: NewAssignment): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await query
    .insertInto('assignments')
    .values({
      person_id: assignment.personId,
      institution_code: assignment.institutionCode,
      role: assignment.role,
      assigned_at: assignment.at,
      ...(assignment.contact ?? noContact),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** A user's grants there go with the role. False when the person did not have it. */
export async function removeAssignment(
  query: Queryable,
  { personId, institutionCode, role }: AssignmentKey,
): Promise<boolean> {
  const { numDeletedRows } = await query
    .deleteFrom('assignments')
    .where('person_id', '=', personId)
    .where('institution_code', '=', institutionCode)
    .where('role', '=', role)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** False when the person does not have the role there. */
export async function setContact(
  query: Queryable,
  { personId, institutionCode, role, contact: { phone, email } }: AssignmentKey & { readonly contact: Contact },
): Promise<boolean> {
  const { numUpdatedRows } = await query
    .updateTable('assignments')
    .set({ phone, email })
    .where('person_id', '=', personId)
    .where('institution_code', '=', institutionCode)
    .where('role', '=', role)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function countAssignments(
  query: Queryable,
  { institutionCode, role }: Omit<AssignmentKey, 'personId'>,
): Promise<number> {
  const { count } = await query
    .selectFrom('assignments')
    .select((it) => it.fn.countAll<string>().as('count'))
    .where('institution_code', '=', institutionCode)
    .where('role', '=', role)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Somebody who has a role at an institution. */
export interface Assigned {
  readonly person: Person
  readonly contact: Contact
  /** All that are held there. */
  readonly roles: readonly AssignedRole[]
  /** Whether a personal card is enrolled. */
  readonly hasCard: boolean
  readonly assignedAt: Date
}

/** Who has the role at the institution, in the order of the names; of one person alone where `personId` is given. */
export async function findAssigned(
  query: Queryable,
  { institutionCode, role, personId }: Omit<AssignmentKey, 'personId'> & { readonly personId?: string },
): Promise<Assigned[]> {
  const rows = await query
    .selectFrom('assignments as held')
    .innerJoin('people', 'people.id', 'held.person_id')
    .select((it) => [
      'people.id',
      'people.name',
      'people.id_number as idNumber',
      'held.phone',
      'held.email',
      'held.assigned_at as assignedAt',
      sql<AssignedRole[]>`array(
        select role from assignments as every
        where every.person_id = held.person_id and every.institution_code = held.institution_code
        order by role)`.as('roles'),
      it.exists(it.selectFrom('card_holders').whereRef('card_holders.person_id', '=', 'people.id')).as('hasCard'),
    ])
    .where('held.institution_code', '=', institutionCode)
    .where('held.role', '=', role)
    .$if(personId !== undefined, (only) => only.where('held.person_id', '=', personId ?? ''))
    .orderBy('people.name')
    .orderBy('people.id')
    .execute()
  return rows.map(({ id, name, idNumber, phone, email, roles, hasCard, assignedAt }) => ({
    person: { id, name, idNumber },
    contact: { phone, email },
    roles,
    hasCard: Boolean(hasCard),
    assignedAt,
  }))
}
