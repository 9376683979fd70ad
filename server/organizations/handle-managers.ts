import { CodedError } from '../../core/errors/coded-error.ts'
import { managerSeats } from '../../core/portal/manager-seats.ts'
import { countAssignments } from '../db/tables/assignments.ts'
import type { Handler } from '../http/call.ts'
import { changeInstitution, type OrganizationParts } from './change-institution.ts'
import { appoint, changeContact, dismiss, listMembers, namedPerson } from './members.ts'

const role = 'manager'

export function listManagers({ database }: OrganizationParts): Handler<'GET /api/organizations/managers'> {
  return {
    event: 'read',
    handle: async ({ admitted: { scope } }) => ({
      managers: await listMembers(database.query, scope.institution, role),
      seats: managerSeats,
    }),
  }
}

/** Errors: ERR_REQUEST_NAME_DIFFERS, ERR_REQUEST_ROLE_HELD, ERR_REQUEST_SEATS_TAKEN. */
export function appointManager(parts: OrganizationParts): Handler<'POST /api/organizations/managers'> {
  return {
    event: 'appoint-manager',
    handle: (call) =>
      changeInstitution(parts, call, async (change) => {
        const { query, institution } = change
        const { contact, ...named } = call.request
        const appointed = await appoint(change, await namedPerson(change, named), { role, contact })
        if ((await countAssignments(query, { institutionCode: institution.code, role })) > managerSeats) {
          throw new CodedError('ERR_REQUEST_SEATS_TAKEN', 'every seat of a manager is taken', {
            details: { seats: managerSeats },
          })
        }
        return appointed
      }),
  }
}

export function changeManager(parts: OrganizationParts): Handler<'PUT /api/organizations/managers'> {
  return {
    event: 'change-manager',
    handle: (call) => changeInstitution(parts, call, (change) => changeContact(change, { ...call.request, role })),
  }
}

export function removeManager(parts: OrganizationParts): Handler<'DELETE /api/organizations/managers'> {
  return {
    event: 'remove-manager',
    handle: (call) =>
      changeInstitution(parts, call, async (change) => {
        await dismiss(change, { ...call.request, role })
        return {}
      }),
  }
}
