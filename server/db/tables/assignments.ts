import type { Role } from '../../../core/protocol/roles.ts'
import type { Queryable } from '../database.ts'
import type { Institution } from './institutions.ts'

/** Roles that are given to people; a representative is whoever holds the institution's card. */
export type AssignedRole = Exclude<Role, 'representative'>

export interface AssignmentsTable {
  person_id: string
  institution_code: string
  role: AssignedRole
  assigned_at: Date
}

export interface Assignment {
  readonly institution: Institution
  readonly role: AssignedRole
}

/** What a person may do where, ordered by institution code. */
export async function findAssignments(query: Queryable, personId: string): Promise<Assignment[]> {
  const rows = await query
    .selectFrom('assignments')
    .innerJoin('institutions', 'institutions.code', 'assignments.institution_code')
    .select(['institutions.code', 'institutions.name', 'institutions.contracted', 'assignments.role'])
    .where('assignments.person_id', '=', personId)
    .orderBy('institutions.code')
    .orderBy('assignments.role')
    .execute()
  return rows.map(({ role, ...institution }) => ({ institution, role }))
}

export interface NewAssignment {
  readonly personId: string
  readonly institutionCode: string
  readonly role: AssignedRole
  readonly at: Date
}

export async function addAssignment(query: Queryable, assignment: NewAssignment): Promise<void> {
  await query
    .insertInto('assignments')
    .values({
      person_id: assignment.personId,
      institution_code: assignment.institutionCode,
      role: assignment.role,
      assigned_at: assignment.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function removeAssignment(
  query: Queryable,
  { personId, institutionCode, role }: Omit<NewAssignment, 'at'>,
): Promise<void> {
  await query
    .deleteFrom('assignments')
    .where('person_id', '=', personId)
    .where('institution_code', '=', institutionCode)
    .where('role', '=', role)
    .execute()
}
