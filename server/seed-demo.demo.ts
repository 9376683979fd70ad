import { fromBase64 } from '../core/bytes/base64.ts'
import { parseCertificate } from '../core/pki/certificate.ts'
import { readModuleFacts } from '../core/sam/module-certificate.ts'
import {
  demoAccounts,
  demoEmail,
  demoEnrolments,
  demoGrants,
  demoInstitutions,
  demoNhiPasswords,
  demoPeople,
  demoPosts,
  demoRoles,
  demoServices,
  demoVendors,
} from '../demo/people.ts'
import type { DemoPki } from '../demo/pki/demo-pki.ts'
import { enrolCard, enrolInstitution } from './auth/enrol.ts'
import { createPasswordHasher, type PasswordHasher } from './auth/password-hasher.ts'
import type { Clock } from './clock.ts'
import type { Queryable } from './db/database.ts'
import type { PortalDatabase } from './db/open-database.ts'
import { addAccount } from './db/tables/accounts.ts'
import { addAssignment } from './db/tables/assignments.ts'
import { addGrant } from './db/tables/grants.ts'
import { addInstitutionService } from './db/tables/institution-services.ts'
import { saveEmail } from './db/tables/institution-details.ts'
import { saveInstitution } from './db/tables/institutions.ts'
import { addPassword, findPassword } from './db/tables/passwords.ts'
import { savePerson } from './db/tables/people.ts'
import { addStaffPost } from './db/tables/staff-posts.ts'
import { saveVendor } from './db/tables/vendors.ts'
import { recordCardModule } from './sam/record-card-module.ts'
import type { FileStore } from './files/file-store.ts'
import { seedAnnouncements } from './seed-announcements.demo.ts'
import { seedContacts } from './seed-contacts.demo.ts'
import { seedDownloads } from './seed-downloads.demo.ts'
import { seedShortcuts } from './seed-shortcuts.demo.ts'
import { seedSupportReports } from './seed-support-reports.demo.ts'
import { seedLinks } from './seed-links.demo.ts'

const actor = 'demo'

interface SeedParts {
  readonly database: PortalDatabase
  readonly clock: Clock
  readonly passwords?: PasswordHasher
  /** Where the demo's files are kept; without it nothing that has files is written. */
  readonly files?: FileStore
}

/** Writes the demo's institutions, people, roles, vendors, enrolments and modules. What is there already stays. */
export async function seedDemo(parts: SeedParts, pki: DemoPki): Promise<void> {
  const { database, clock, files, passwords: hasher = createPasswordHasher() } = parts
  const at = clock.now()
  await database.tx(async (query) => {
    // One that others file through stands before them.
    const inOrder = demoInstitutions.toSorted(
      (a, b) => Number(a.filesThrough !== null) - Number(b.filesThrough !== null),
    )
    for (const institution of inOrder) {
      await saveInstitution(query, { ...institution, contracted: true })
      await saveEmail(query, institution.code, demoEmail(institution.code))
    }
    for (const person of demoPeople) await savePerson(query, person)
    for (const { personId, institutionCode, role } of demoRoles) {
      if (role !== 'representative') await addAssignment(query, { personId, institutionCode, role, at })
    }
    for (const service of demoServices) await addInstitutionService(query, { ...service, platform: 'vpn', at })
    for (const grant of demoGrants) await addGrant(query, { ...grant, platform: 'vpn', at })
    for (const vendor of demoVendors) await saveVendor(query, vendor)
    for (const post of demoPosts) await addStaffPost(query, { ...post, at })
    await seedSupportReports(query, at)
    const [author] = demoPosts
    if (author) {
      await seedAnnouncements(query, at, author.personId)
      await seedLinks(query, at, author.personId)
      await seedContacts(query, at, author.personId)
    }
    if (author && files) {
      await seedDownloads(query, files, at, author.personId)
      const institutionCodes = demoInstitutions.map(({ code }) => code)
      await seedShortcuts(query, files, at, { institutionCodes, authorId: author.personId })
    }
  })
  await recordSamCards(database.query, pki, at)
  for (const { personId, name, password } of demoAccounts) {
    if (!(await addAccount(database.query, { name, personId }))) continue
    const hash = await hasher.inLine((work) => work.hash(password))
    await addPassword(database.query, { personId, kind: 'account', hash, state: 'preset', setAt: at })
  }
  for (const { personId, password, state } of demoNhiPasswords) {
    if (await findPassword(database.query, { personId, kind: 'nhi-card' })) continue // a hash takes its time
    const hash = await hasher.inLine((work) => work.hash(password))
    await addPassword(database.query, { personId, kind: 'nhi-card', hash, state, setAt: at })
  }
  const { cardHolders, institutionIdentifiers } = demoEnrolments(pki)
  for (const { personId, ...key } of cardHolders) await enrolCard(parts, { key, personId, actor })
  for (const { institutionCode, ...identifier } of institutionIdentifiers) {
    await enrolInstitution(parts, { identifier, institutionCode, actor })
  }
}

/** The SAM cards that its portal takes: those of test. One that was made anew takes the place of the one before. */
async function recordSamCards(query: Queryable, pki: DemoPki, at: Date): Promise<void> {
  for (const { application, environment, cardSn, certificate } of pki.cards) {
    if (application !== 'sam' || environment !== 'test' || certificate === null) continue
    const parsed = parseCertificate(fromBase64(certificate))
    await query
      .deleteFrom('sam_modules')
      .where('code', '=', cardSn)
      .where('serial_number', '!=', parsed.serialNumber)
      .execute()
    await recordCardModule(query, parsed, readModuleFacts(parsed), { at, actor })
  }
}
