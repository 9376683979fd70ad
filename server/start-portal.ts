import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createApp } from './app.ts'
import { sealAudit } from './audit-seal/seal-audit.ts'
import { cleanUp } from './auth/clean-up.ts'
import { localHolderDirectory } from './auth/local-holder-directory.ts'
import { createPasswordHasher } from './auth/password-hasher.ts'
import { cleanUpReports } from './check/clean-up.ts'
import { type CardTrust, createCardTrust } from './card-trust.ts'
import { checkClaims } from './claims/check-claims.ts'
import { cleanUpClaims } from './claims/clean-up.ts'
import { openIncomingFiles } from './claims/incoming-files.ts'
import { readIcd10File } from './claims/read-icd-10-file.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { databaseOver, openDatabase, openPostgres, type PortalDatabase } from './db/open-database.ts'
import { filesDirectory } from './files-directory.ts'
import { cleanUpFiles } from './files/clean-up.ts'
import { openFileStore } from './files/file-store.ts'
import { answerProbes } from './health/answer-probes.ts'
import { createReadiness } from './health/readiness.ts'
import { readPageDrawings } from './http/page-drawings.ts'
import { warmUp } from './http/warm-up.ts'
import { readWebFiles } from './http/web-files.ts'
import type { Icd10 } from '../core/claims/icd-10.ts'
import type { JobKind } from './jobs/job-kind.ts'
import { createJobRunner } from './jobs/create-job-runner.ts'
import type { Log } from './log.ts'
import { noMeasures } from './measures.ts'
import { createMetrics } from './metrics/create-metrics.ts'
import { gaugeLookUp } from './metrics/look-up-gauges.ts'
import { serveMetrics } from './metrics/serve-metrics.ts'
import { localMailer } from './mail/local-mailer.ts'
import { sendMail } from './mail/send-mail.ts'
import { fulfilInternetData } from './organizations/fulfil-internet-data.ts'
import { notifyLogout } from './oidc/notify-logout.ts'
import type { OidcParts, OidcSetup, Providers } from './oidc/oidc-parts.ts'
import { reviewSignIns } from './oidc/review-sign-ins.ts'
import { requireSamEnvironment } from './pki/sam-authority.ts'
import { requireOwnDatabase } from './require-own-database.ts'
import { requireEnvironment, type TrustRow } from './pki/trust-configuration.ts'
import { authorityWarnings } from './sam/authority-warnings.ts'
import { cleanUpSecrets } from './sam/clean-up.ts'
import { issueModule } from './sam/issue-module.ts'
import { notifyExpiring } from './sam/notify-expiring.ts'
import type { Sam } from './sam/sam-parts.ts'
import { type Fetch, serve } from './serve.ts'
import { openSupportServices } from './support-sign-in/open-support-services.ts'
import type { SupportServices } from './support-sign-in/support-sign-in-parts.ts'
import { endContractsJob } from './staff/end-contracts.ts'
import { expireReports } from './support-reports/expire-reports.ts'

export interface PortalProgram {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  readonly trustRows: readonly TrustRow[]
  readonly sam: Sam
  /** Single sign-on for other systems; without it none is offered. */
  readonly oidc?: OidcSetup | undefined
  /** In place of what the configuration names. */
  readonly supportServices?: SupportServices
  /** Gets the revocation lists. */
  readonly fetch: typeof globalThis.fetch
  /** Where the origins depend on the port that was free. */
  originsAt?(port: number): Config['origins']
  /** Runs once the schema is there and before the first request. */
  prepare?(database: PortalDatabase): Promise<void>
  /** Puts routes before the portal's. */
  around?(portal: Fetch, database: PortalDatabase): Fetch | Promise<Fetch>
}

export interface RunningPortal {
  readonly port: number
  readonly origins: Config['origins']
  /** Says that it is not ready, answers what is under way, ends the jobs and closes the database. */
  stop(): Promise<void>
}

/** A start without revocation lists, or after a long rest: how long it waits for them before it serves what needs none. */
const firstListsMilliseconds = 15_000

/** Opens everything in order and closes it in reverse, also when a later part fails. */
export async function startPortal(program: PortalProgram): Promise<RunningPortal> {
  const { config, clock, log, fetch } = program
  requireEnvironment(program.trustRows, config.environment)
  const { sam } = program
  if (sam.authority) {
    requireSamEnvironment(sam.authority, config.environment)
    for (const warning of authorityWarnings(sam.authority, clock.now())) log.warn(warning)
  }
  const closing: (() => Promise<void> | void)[] = []
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  try {
    const drawings = await readPageDrawings(config.webDirectory)
    if (!drawings) log.warn('no pages are drawn here: dist/render is not built')
    const support =
      config.origins.support === undefined
        ? undefined
        : readWebFiles(join(config.webDirectory, '../support'), 'support.html')
    const web = { ...readWebFiles(config.webDirectory), drawings, support }
    const metrics = config.metrics && createMetrics()
    const measures = metrics?.measures ?? noMeasures
    const database = await openDatabase(config.database, measures)
    closing.push(() => database.close())
    await requireOwnDatabase(database, config)
    await program.prepare?.(database)

    const cards = createCardTrust({ rows: program.trustRows, query: database.query, clock, log, fetch })
    await cards.takeUp()
    await fetchFirstLists(cards, log)
    closing.push(cards.follow())
    const files = openFileStore(filesDirectory(config))
    const { maintenance, icd10File } = config.claims
    const claims = {
      incoming: openIncomingFiles(join(filesDirectory(config), 'uploads')),
      maintenance,
      icd10: icd10File === undefined ? undefined : await readDiagnoses(icd10File, log),
    }
    const jobs = createJobRunner({
      database,
      clock,
      log,
      measures,
      kinds: [
        cards.refreshJob,
        cleanUp({ database, clock }),
        cleanUpReports({ database, clock }),
        fulfilInternetData({ database, clock }),
        cleanUpSecrets({ database, clock }),
        endContractsJob({ database, clock }),
        notifyExpiring({ database, clock }),
        expireReports({ database, clock }),
        sendMail(localMailer(join(config.dataDirectory, mailFolder(config)), { from: config.mailFrom, clock })),
        ...issuing({ database, clock, sam }),
        cleanUpClaims({ database, clock }),
        cleanUpFiles({ database, files, clock }),
      ],
    })
    await jobs.start()
    closing.push(() => jobs.stop())
    // On its own: the other work, such as fetching a large list, may take longer than the audit may stay unsealed.
    const sealing = createJobRunner({
      database,
      clock,
      log,
      measures,
      kinds: [sealAudit({ database, clock, log })],
    })
    await sealing.start()
    closing.push(() => sealing.stop())

    // On its own, too: a check takes seconds.
    const checking = createJobRunner({
      database,
      clock,
      log,
      measures,
      kinds: [checkClaims({ database, files, clock, log, maintenance, icd10File })],
    })
    await checking.start()
    closing.push(() => checking.stop())

    const passwords = createPasswordHasher()
    const supportServices = program.supportServices ?? openSupportServices(config, { clock, fetch })
    // A connection of its own: where requests wait for one, the database is there all the same.
    const probe = 'url' in config.database ? databaseOver(openPostgres(config.database.url, 1)) : undefined
    if (probe) closing.push(() => probe.close())
    const readiness = createReadiness({ database: probe ?? database, clock, log })
    if (config.metrics && metrics) {
      const lookUp = gaugeLookUp({
        gauges: metrics.gauges,
        database,
        clock,
        lists: () => cards.lists(),
        missingLists: () => cards.missing(),
        isReady: async () => (await readiness.reason()) === undefined,
      })
      const listener = await serveMetrics(config.metrics, metrics, lookUp)
      closing.push(() => listener.stop())
      log.info({ host: config.metrics.host, port: listener.port }, 'metrics are told')
    }
    let { origins } = config
    let providers: Providers = new Map()
    const server = await serve(config, async (port) => {
      origins = program.originsAt?.(port) ?? origins
      providers = await openProviders({ config: { ...config, origins }, database, clock, log, oidc: program.oidc })
      const holders = localHolderDirectory(database.query)
      const app = createApp({
        config: { ...config, origins },
        database,
        clock,
        log,
        measures,
        holders,
        files,
        cards,
        passwords,
        web,
        revocation: cards,
        sam,
        supportServices,
        claims,
        providers,
        oidc: program.oidc,
      })
      await warmUp(app.fetch, origins)
      return answerProbes(readiness, (await program.around?.(app.fetch, database)) ?? app.fetch)
    })
    closing.push(() => server.stop())
    // On its own: a system that does not answer must hold up nothing else.
    const notifying = createJobRunner({
      database,
      clock,
      log,
      measures,
      kinds: notifyLogout({ database, clock }, providers),
    })
    await notifying.start()
    closing.push(() => notifying.stop())
    // On its own: with many sign-ins it takes longer than a notice may wait.
    const reviewing = createJobRunner({
      database,
      clock,
      log,
      measures,
      kinds: [reviewSignIns({ config, database, clock })],
    })
    await reviewing.start()
    closing.push(() => reviewing.stop())
    closing.push(async () => {
      readiness.leave()
      server.letGo()
      await wait(config.shutdownDelaySeconds * 1000)
    })
    return { port: server.port, origins, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The library is large, and tells what it thinks of this Node: it is loaded where it is used. */
async function openProviders(parts: OidcParts): Promise<Providers> {
  if (!parts.oidc) return new Map()
  return (await import('./oidc/create-provider.ts')).createProviders(parts)
}

/** Where a mail server picks messages up; those of a test environment stay in a folder of their own, and never leave. */
const mailFolder = ({ environment }: Config): string => (environment === 'test' ? 'mail-not-sent' : 'mail')

/** Rows that are not right are told, and the others used. */
async function readDiagnoses(path: string, log: Log): Promise<Icd10> {
  const { list, refusals } = await readIcd10File(path)
  for (const { line, fault } of refusals.slice(0, 20)) log.warn({ line, fault }, 'a row of ICD10_FILE is not used')
  log.info({ codes: list.size, refused: refusals.length }, 'the list of ICD-10 codes is read')
  return list
}

/** Modules are issued by whichever process has the key. */
function issuing(parts: { readonly database: PortalDatabase; readonly clock: Clock; readonly sam: Sam }): JobKind[] {
  const { database, clock, sam } = parts
  const { authority } = sam
  if (!authority?.issuer) return []
  return [issueModule({ database, clock, environment: authority.environment, issuer: authority.issuer })]
}

async function fetchFirstLists(cards: CardTrust, log: Log): Promise<void> {
  if (cards.missing().length === 0) return
  await cards.fetchMissing(AbortSignal.timeout(firstListsMilliseconds)).catch((error: unknown) => {
    log.warn({ err: error }, 'the first revocation lists cannot be had')
  })
  const missing = cards.missing()
  if (missing.length > 0) log.warn({ missing }, 'serving without all revocation lists; the job goes on trying')
}
