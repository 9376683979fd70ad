import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { SignatureAction } from '../../core/portal/actions.ts'
import type { Scope } from '../../core/portal/authorize.ts'
import { createApp, type AppParts } from '../../server/app.ts'
import { subjectKey } from '../../server/auth/confirmation-subjects.ts'
import { localHolderDirectory } from '../../server/auth/local-holder-directory.ts'
import { createPasswordHasher } from '../../server/auth/password-hasher.ts'
import { addSeconds } from '../../server/clock.ts'
import type { Config } from '../../server/config.ts'
import { readConfig } from '../../server/config.ts'
import { newId } from '../../server/db/new-id.ts'
import { addAssignment } from '../../server/db/tables/assignments.ts'
import { saveConfirmation } from '../../server/db/tables/confirmations.ts'
import { saveInstitution } from '../../server/db/tables/institutions.ts'
import { savePerson } from '../../server/db/tables/people.ts'
import { addSession, findOpenSession, type Holder, type SessionRecord } from '../../server/db/tables/sessions.ts'
import { openIncomingFiles } from '../../server/claims/incoming-files.ts'
import { noMeasures } from '../../server/measures.ts'
import { openFileStore } from '../../server/files/file-store.ts'
import { toWebFile } from '../../server/http/web-files.ts'
import { hashToken, newToken } from '../../server/http/token.ts'
import { cheapHashes } from './cheap-hashes.ts'
import { Page, type Send } from './page.ts'
import { SettableClock } from './settable-clock.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'

export const vpn = 'http://vpn.localhost:8080'
export const internet = 'http://internet.localhost:8080'
export const support = 'http://support.localhost:8080'

export const person = { id: '018f0000-0000-7000-8000-000000000001', name: '林示範', idNumber: 'A199090017' }
const script = Buffer.from('x()'.repeat(500))
const place = { contracted: true, type: 'clinic', division: 'taipei', filesThrough: null } as const
export const clinic = { ...place, code: '3501999018', name: '示範晨曦診所' }
export const pharmacy = { ...place, code: '5901999027', name: '示範安禾藥局', type: 'pharmacy' as const }

export interface TestPortal {
  readonly database: TestDatabase
  readonly clock: SettableClock
  readonly logged: object[]
  /** What is mounted: `GET /api/portal` … */
  readonly mounted: readonly string[]
  /** What a server is given. */
  readonly send: Send
  /** Of another server on the same database. */
  another(changed: Partial<AppParts>): Send
  page(options?: { origin?: string; address?: string }): Page
  /** A page that is signed in, without a card: the session is written straight into the table. */
  signedIn(holder: Holder, changes?: Partial<SessionRecord>): Promise<Page>
  /** As if the card of the page's session had signed for it. */
  confirm(page: Page, action: SignatureAction, subject: string): Promise<void>
  auditRows(): Promise<{ event: string; step: string | null; code: string | null }[]>
  /** Refusals of callers of whom nothing was known. */
  refusalCounts(): Promise<{ event: string; step: string; code: string; count: number }[]>
  close(): Promise<void>
}

/**
 * The whole portal over a database of its own, without a network. `change` puts parts of the test's own in; `variables` are
 * what an administrator sets.
 */
export async function openTestPortal(
  change: (
    parts: Pick<AppParts, 'database' | 'clock' | 'log'>,
  ) => Promise<Partial<AppParts>> | Partial<AppParts> = () => ({}),
  variables: Readonly<Record<string, string>> = {},
): Promise<TestPortal> {
  const database = await openTestDatabase()
  const clock = new SettableClock()
  const logged: object[] = []
  const keep = (entry: object) => void logged.push(entry)
  const log = { debug: keep, info: keep, warn: keep, error: keep } as AppParts['log']
  const config: Config = readConfig({
    ORIGIN_VPN: vpn,
    ORIGIN_INTERNET: internet,
    ORIGIN_SUPPORT: support,
    PLATFORM: 'all',
    ENVIRONMENT: 'test',
    ...variables,
  })
  const common: AppParts = {
    config,
    database,
    clock,
    log,
    measures: noMeasures,
    holders: localHolderDirectory(database.query),
    passwords: createPasswordHasher(cheapHashes),
    files: openFileStore(join(tmpdir(), `portal-files-${process.pid}`)),
    cards: {
      validate() {
        throw new Error('this test has no cards')
      },
    },
    revocation: { missing: () => [] },
    sam: { authority: undefined, testModules: [] },
    claims: {
      incoming: openIncomingFiles(join(tmpdir(), `portal-uploads-${process.pid}`)),
      maintenance: config.claims.maintenance,
      icd10: undefined,
    },
    web: {
      shell: toWebFile('/index.html', Buffer.from('<!doctype html><title>shell</title>')),
      files: new Map([['/assets/main-1.js', toWebFile('/assets/main-1.js', script, brotliCompressSync(script))]]),
    },
  }
  const makeApp = (changed: Partial<AppParts>) => createApp({ ...common, ...changed })
  const app = makeApp(await change({ database, clock, log }))
  const page: TestPortal['page'] = (options) => new Page(app.fetch, clock, options)
  return {
    database,
    clock,
    logged,
    send: app.fetch,
    another: (changed) => makeApp(changed).fetch,
    mounted: app.routes.map(({ method, path }) => `${method} ${path}`),
    page,
    async signedIn(holder, record) {
      const signedIn = page({ origin: { vpn, internet, support }[record?.platform ?? 'vpn'] })
      const now = clock.now()
      const token = newToken()
      const session: SessionRecord = {
        id: newId(now),
        platform: 'vpn',
        cardType: 'hca-personnel',
        holder,
        institutionCode: null,
        jkt: signedIn.jkt,
        signedInAt: now,
        lastUsedAt: now,
        idleUntil: new Date(now.getTime() + config.session.idleSeconds * 1000),
        endsAt: new Date(now.getTime() + config.session.absoluteSeconds * 1000),
        cardWatch: 'off',
        heartbeatUntil: null,
        samInstitutionCode: null,
        samModuleCode: null,
        address: signedIn.address,
        browser: '',
        ...record,
      }
      await addSession(database.query, session, hashToken(token))
      signedIn.cookies.set('__Host-session', token)
      return signedIn
    },
    async confirm({ cookies }, action, subject) {
      const session = await findOpenSession(database.query, hashToken(cookies.get('__Host-session') ?? ''))
      if (!session) throw new Error('the page is not signed in')
      const { id: sessionId, institutionCode } = session
      const scope: Scope =
        institutionCode === null ? { kind: 'areas', areas: [] } : { kind: 'institution', institution: institutionCode }
      const until = addSeconds(clock.now(), 120)
      await saveConfirmation(database.query, { sessionId, action, subject: subjectKey(scope, subject) }, until)
    },
    auditRows: () => database.query.selectFrom('audit').select(['event', 'step', 'code']).orderBy('id').execute(),
    refusalCounts: () =>
      database.query
        .selectFrom('audit_counts')
        .select(['event', 'step', 'code', 'count'])
        .orderBy('minute')
        .orderBy('code')
        .execute(),
    close: () => database.close(),
  }
}

/** One person, two contracted institutions: manager and user of the clinic, user of the pharmacy when asked for. */
export async function seedPeople({ database, clock }: TestPortal, { several = false } = {}): Promise<void> {
  const { query } = database
  const at = clock.now()
  await savePerson(query, person)
  await saveInstitution(query, clinic)
  await saveInstitution(query, pharmacy)
  await addAssignment(query, { personId: person.id, institutionCode: clinic.code, role: 'manager', at })
  await addAssignment(query, { personId: person.id, institutionCode: clinic.code, role: 'user', at })
  if (several) await addAssignment(query, { personId: person.id, institutionCode: pharmacy.code, role: 'user', at })
}
