import { createDecipheriv, scryptSync } from 'node:crypto'
import { samFileName } from '../../../core/sam/sam-file-name.ts'
import { type ExaminedSamFile, examineSamFile } from '../../../core/sam/examine-sam-file.ts'
import { makePageKeyPair, openSecret, type PageKeyPair } from '../../../core/sam/sealed-secret.ts'
import type { OwnModuleApplication } from '../../../core/protocol/sam.ts'
import { saveInstitution } from '../../../server/db/tables/institutions.ts'
import { savePerson } from '../../../server/db/tables/people.ts'
import { addStaffPost } from '../../../server/db/tables/staff-posts.ts'
import { createJobRunner } from '../../../server/jobs/create-job-runner.ts'
import type { Log } from '../../../server/log.ts'
import type { SamAuthority } from '../../../server/pki/sam-authority.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import { issueModule } from '../../../server/sam/issue-module.ts'
import type { TestModule } from '../../../server/sam/test-modules.ts'
import type { Page } from '../page.ts'
import { clinic, openTestPortal, pharmacy, type TestPortal } from '../test-portal.ts'
import { makeTestAuthority } from './authority-files.ts'

export const contact = { name: '聯絡人', phone: '02-2345-6789', mobile: '', email: 'sam@example.tw' }
const reviewerPerson = { id: '018f0000-0000-7000-8000-000000000021', name: '審示範', idNumber: 'A199090071' }
const otherReviewer = { id: '018f0000-0000-7000-8000-000000000022', name: '核示範', idNumber: 'A299090082' }

export interface SamPortal extends TestPortal {
  readonly authority: SamAuthority
  /** The clinic, the pharmacy, two reviewers and nothing else; nobody signed in. */
  startOver(): Promise<void>
  representative(code?: string): Promise<Page>
  reviewer(): Promise<Page>
  secondReviewer(): Promise<Page>
  /** Runs the issuing job, as often as there is one that is due. */
  issue(): Promise<void>
  /** An application of the clinic's, brought to a state by the moves that lead there, with the page's key. */
  applicationAt(state: OwnModuleApplication['state']): Promise<{ id: string; pageKey: PageKeyPair }>
  /** The module file in an archive, as the extension would examine it. */
  examine(file: Uint8Array, name: { institution: string; module: string }): Promise<ExaminedSamFile>
  /** What the audit has of modules, done and refused. */
  moduleAudit(): Promise<{ event: string; code: string | null; detail: unknown }[]>
}

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} }

export async function openSamPortal(testModules: readonly TestModule[] = []): Promise<SamPortal> {
  const authority = await makeTestAuthority()
  const portal = await openTestPortal(() => ({ sam: { authority, testModules } }))
  const { database, clock } = portal
  const { issuer, environment, root } = authority
  if (!issuer) throw new Error('the test’s authority issues')

  const staff = (personId: string) => portal.signedIn({ kind: 'person', personId }, { cardType: 'moica' })
  const representative = (code = clinic.code) =>
    portal.signedIn(
      { kind: 'institution', institutionCode: code },
      { cardType: 'hca-institution', institutionCode: code },
    )
  const reviewer = () => staff(reviewerPerson.id)
  const issue = async () => {
    const kinds = [issueModule({ database, clock, environment, issuer })]
    await createJobRunner({ database, clock, log: silent, kinds }).runDue()
  }

  return {
    ...portal,
    authority,
    representative,
    reviewer,
    secondReviewer: () => staff(otherReviewer.id),
    issue,
    async startOver() {
      await database.clear()
      await saveInstitution(database.query, clinic)
      await saveInstitution(database.query, pharmacy)
      for (const person of [reviewerPerson, otherReviewer]) {
        await savePerson(database.query, person)
        const post = { personId: person.id, role: 'module-reviewer', area: 'everywhere', at: clock.now() } as const
        await addStaffPost(database.query, post)
      }
    },
    async applicationAt(state) {
      const applicant = await representative()
      const pageKey = await makePageKeyPair(crypto.subtle)
      const filing = { contact, pageKey: pageKey.publicKey }
      const { id } = await applicant.ask('POST /api/sam/applications', filing)
      const body = { applicationId: id }
      const staffPage = await reviewer()
      const steps = {
        'take-up': () => staffPage.ask('POST /api/staff/modules/take-up', body),
        pass: () => staffPage.ask('POST /api/staff/modules/pass', body),
        fail: () => staffPage.ask('POST /api/staff/modules/fail', { ...body, reason: '資料不符' }),
        issue,
        async 'ask-revocation'() {
          await portal.confirm(applicant, 'revoke-module', id)
          await applicant.ask('POST /api/sam/revocation', body)
        },
        revoke: () => staffPage.ask('POST /api/staff/modules/revoke', body),
      }
      for (const step of waysTo[state]) await steps[step]()
      return { id, pageKey }
    },
    examine: (file, name) =>
      examineSamFile(file, {
        fileName: samFileName(name),
        roots: [{ environment, certificate: root }],
        time: clock.now(),
        verify: async (...signed) => verifySignature(...signed),
      }),
    moduleAudit: () =>
      database.query
        .selectFrom('audit')
        .select(['event', 'code', 'detail'])
        .where('event', 'like', '%module%')
        .orderBy('id')
        .execute(),
  }
}

type Step = 'take-up' | 'pass' | 'fail' | 'issue' | 'ask-revocation' | 'revoke'
const waysTo: Record<OwnModuleApplication['state'], readonly Step[]> = {
  applied: [],
  reviewing: ['take-up'],
  failed: ['take-up', 'fail'],
  'to-issue': ['take-up', 'pass'],
  ready: ['take-up', 'pass', 'issue'],
  revoking: ['take-up', 'pass', 'issue', 'ask-revocation'],
  revoked: ['take-up', 'pass', 'issue', 'ask-revocation', 'revoke'],
}

/** The secret that waits for the page, opened by it. */
export async function takeSecret(applicant: Page, applicationId: string, pageKey: PageKeyPair): Promise<Uint8Array> {
  const asking = { applicationId, pageKey: pageKey.publicKey }
  const { moduleCode, sealed } = await applicant.ask('POST /api/sam/secret', asking)
  return await openSecret(crypto.subtle, { pageKey, moduleCode, sealed })
}

/** The private key of a module file, PKCS#8: by README.md of server/sam, with node:crypto alone. Throws for another secret. */
export function decryptKey({ file }: ExaminedSamFile, secret: Uint8Array): Buffer {
  const { n, r, p, salt } = file.kdf
  const key = scryptSync(secret, salt, 32, { N: n, r, p, maxmem: 256 * n * r })
  const { encryptedKey, iv, certificate } = file
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(certificate)
  decipher.setAuthTag(encryptedKey.subarray(-16))
  return Buffer.concat([decipher.update(encryptedKey.subarray(0, -16)), decipher.final()])
}
