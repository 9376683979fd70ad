import { CodedError } from '../../core/errors/coded-error.ts'
import { findAssigned } from '../db/tables/assignments.ts'
import type { Handler } from '../http/call.ts'
import { type Change, changeInstitution, type OrganizationParts } from './change-institution.ts'
import { appoint, changeContact, dismiss, listMembers, namedPerson } from './members.ts'

const role = 'user'

export function listUsers({ database }: OrganizationParts): Handler<'GET /api/organizations/users'> {
  return {
    event: 'read',
    handle: async ({ admitted: { scope } }) => ({ users: await listMembers(database.query, scope.institution, role) }),
  }
}

/** Errors: ERR_REQUEST_NAME_DIFFERS, ERR_REQUEST_ROLE_HELD. */
export function appointUser(parts: OrganizationParts): Handler<'POST /api/organizations/users'> {
  return {
    event: 'appoint-user',
    handle: (call) =>
      changeInstitution(parts, call, async (change) => {
        const { member } = call.request
        const { holder } = call.admitted.session
        if (!member) {
          const { personId, contact } = await askingManager(change, holder)
          return await appoint(change, { personId, isNew: false }, { role, contact })
        }
        return await appoint(change, await namedPerson(change, member), { role, contact: member.contact })
      }),
  }
}

/** A manager may make themselves a user: reached as they are as manager. */
async function askingManager(
  { query, institution }: Change,
  holder: { readonly kind: 'institution' } | { readonly kind: 'person'; readonly personId: string },
) {
  const [asking] =
    holder.kind === 'person'
      ? await findAssigned(query, { institutionCode: institution.code, role: 'manager', personId: holder.personId })
      : []
  if (!asking) throw new CodedError('ERR_REQUEST_NOT_ALLOWED', 'who asks is no manager there any more')
  return { personId: asking.person.id, contact: asking.contact }
}

export function changeUser(parts: OrganizationParts): Handler<'PUT /api/organizations/users'> {
  return {
    event: 'change-user',
    handle: (call) => changeInstitution(parts, call, (change) => changeContact(change, { ...call.request, role })),
  }
}

/** What was granted goes with the role. */
export function removeUser(parts: OrganizationParts): Handler<'DELETE /api/organizations/users'> {
  return {
    event: 'remove-user',
    handle: (call) =>
      changeInstitution(parts, call, async (change) => {
        await dismiss(change, { ...call.request, role })
        return {}
      }),
  }
}
