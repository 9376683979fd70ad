import { isIdNumber } from '../../../core/portal/id-number.ts'
import type { AssignedRole } from '../../../core/portal/institution-choice.ts'
import type { Platform } from '../../../core/portal/platforms.ts'
import { newId } from '../../../server/db/new-id.ts'
import { addAssignment } from '../../../server/db/tables/assignments.ts'
import { savePerson } from '../../../server/db/tables/people.ts'
import type { Page } from '../page.ts'
import { clinic, type TestPortal } from '../test-portal.ts'

export const noContact = { phone: '', email: '' }

/** An invented ID number with its check digit, another for each serial number below 100000. */
export function idNumberOf(serial: number): string {
  const start = `A1990${String(serial).padStart(4, '0')}`.slice(0, 9)
  const found = Array.from('0123456789', (last) => start + last).find(isIdNumber)
  if (found === undefined) throw new Error(`no check digit for ${start}`)
  return found
}

export const representative = (portal: TestPortal, code = clinic.code, platform: Platform = 'vpn'): Promise<Page> =>
  portal.signedIn(
    { kind: 'institution', institutionCode: code },
    { cardType: 'hca-institution', institutionCode: code, platform },
  )

/** A page of somebody signed in at the institution. */
export const signedInAs = (
  portal: TestPortal,
  personId: string,
  { code = clinic.code, platform = 'vpn' }: { code?: string; platform?: Platform } = {},
): Promise<Page> => portal.signedIn({ kind: 'person', personId }, { institutionCode: code, platform })

/** Somebody of the directory with these roles at the institution. */
export async function addPerson(
  { database, clock }: TestPortal,
  {
    name,
    serial,
    roles = [],
    code = clinic.code,
  }: { name: string; serial: number; roles?: AssignedRole[]; code?: string },
): Promise<string> {
  const at = clock.now()
  const personId = newId(at)
  await savePerson(database.query, { id: personId, name, idNumber: idNumberOf(serial) })
  for (const role of roles) await addAssignment(database.query, { personId, institutionCode: code, role, at })
  return personId
}
