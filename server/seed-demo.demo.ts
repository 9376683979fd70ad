import { demoEnrolments, demoInstitutions, demoPeople, demoRoles } from '../demo/people.ts'
import type { DemoPki } from '../demo/pki/demo-pki.ts'
import { enrolCard, enrolInstitution } from './auth/enrol.ts'
import type { Clock } from './clock.ts'
import type { PortalDatabase } from './db/open-database.ts'
import { addAssignment } from './db/tables/assignments.ts'
import { saveInstitution } from './db/tables/institutions.ts'
import { savePerson } from './db/tables/people.ts'

const actor = 'demo'

/** Writes the demo's institutions, people, roles and enrolments. What is there already stays. */
export async function seedDemo(parts: { database: PortalDatabase; clock: Clock }, pki: DemoPki): Promise<void> {
  const { database, clock } = parts
  const at = clock.now()
  await database.tx(async (query) => {
    for (const { code, name } of demoInstitutions) await saveInstitution(query, { code, name, contracted: true })
    for (const person of demoPeople) await savePerson(query, person)
    for (const { personId, institutionCode, role } of demoRoles) {
      if (role !== 'representative') await addAssignment(query, { personId, institutionCode, role, at })
    }
  })
  const { cardHolders, institutionIdentifiers } = demoEnrolments(pki)
  for (const { personId, ...key } of cardHolders) await enrolCard(parts, { key, personId, actor })
  for (const { institutionCode, ...identifier } of institutionIdentifiers) {
    await enrolInstitution(parts, { identifier, institutionCode, actor })
  }
}
