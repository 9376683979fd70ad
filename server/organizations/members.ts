import type { z } from 'zod'
import { CodedError } from '../../core/errors/coded-error.ts'
import { maskIdNumber } from '../../core/portal/id-number.ts'
import type { AssignedRole } from '../../core/portal/institution-choice.ts'
import { isSameName } from '../../core/portal/same-name.ts'
import type { Member, newMember } from '../../core/protocol/organizations.ts'
import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import {
  addAssignment,
  type Assigned,
  type Contact,
  findAssigned,
  removeAssignment,
  setContact,
} from '../db/tables/assignments.ts'
import { findOrAddPerson } from '../db/tables/people.ts'
import type { Change } from './change-institution.ts'

export const maskedIdNumberOf = ({ idNumber }: { readonly idNumber: string | null }): string =>
  idNumber === null ? '' : maskIdNumber(idNumber)

const toMember = ({ person, contact, roles, hasCard, assignedAt }: Assigned): Member => ({
  personId: person.id,
  name: person.name,
  maskedIdNumber: maskedIdNumberOf(person),
  contact: { ...contact },
  roles: [...roles],
  hasCard,
  assignedAt: assignedAt.toISOString(),
})

export async function listMembers(query: Queryable, institutionCode: string, role: AssignedRole): Promise<Member[]> {
  const assigned = await findAssigned(query, { institutionCode, role })
  return assigned.map(toMember)
}

/** Whom an appointment is for. */
export interface Named {
  readonly personId: string
  /** Added to the directory just now. */
  readonly isNew: boolean
}

/**
 * The person whom somebody names by the whole ID number and the name; added to the directory where nobody of that number is
 * in it. Errors: ERR_REQUEST_NAME_DIFFERS.
 */
export async function namedPerson(
  { query, now }: Change,
  { idNumber, name }: Pick<z.output<typeof newMember>, 'idNumber' | 'name'>,
): Promise<Named> {
  const id = newId(now)
  const person = await findOrAddPerson(query, { id, name, idNumber })
  if (!isSameName(person.name, name)) {
    throw new CodedError('ERR_REQUEST_NAME_DIFFERS', 'the directory knows the number under another name')
  }
  return { personId: person.id, isNew: person.id === id }
}

/** Errors: ERR_REQUEST_ROLE_HELD. */
export async function appoint(
  { query, institution, now, record }: Change,
  { personId, isNew }: Named,
  { role, contact }: { readonly role: AssignedRole; readonly contact: Contact },
): Promise<Member> {
  const assignment = { personId, institutionCode: institution.code, role, contact, at: now }
  if (!(await addAssignment(query, assignment))) {
    throw new CodedError('ERR_REQUEST_ROLE_HELD', `the person is ${role} there already`)
  }
  await record(`appoint-${role}`, { person: personId, ...(isNew && { directory: 'added' }) })
  return await requireMember(query, assignment)
}

/** Errors: ERR_REQUEST_NOT_FOUND when the person has not the role at the institution, whoever it is elsewhere. */
export async function changeContact(
  { query, institution, record }: Change,
  { personId, role, contact }: { readonly personId: string; readonly role: AssignedRole; readonly contact: Contact },
): Promise<Member> {
  const assignment = { personId, institutionCode: institution.code, role, contact }
  if (!(await setContact(query, assignment))) throw notThere(role)
  await record(`change-${role}`, { person: personId })
  return await requireMember(query, assignment)
}

/** Errors: ERR_REQUEST_NOT_FOUND likewise. */
export async function dismiss(
  { query, institution, record }: Change,
  { personId, role }: { readonly personId: string; readonly role: AssignedRole },
): Promise<void> {
  if (!(await removeAssignment(query, { personId, institutionCode: institution.code, role }))) throw notThere(role)
  await record(`remove-${role}`, { person: personId })
}

async function requireMember(
  query: Queryable,
  assignment: { readonly institutionCode: string; readonly role: AssignedRole; readonly personId: string },
): Promise<Member> {
  const [assigned] = await findAssigned(query, assignment)
  if (!assigned) throw notThere(assignment.role)
  return toMember(assigned)
}

const notThere = (role: AssignedRole) => new CodedError('ERR_REQUEST_NOT_FOUND', `no such ${role} at the institution`)
