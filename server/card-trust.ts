import type { Clock } from './clock.ts'
import type { Queryable } from './db/database.ts'
import { findRevocationList, findRevocationListHeads, saveRevocationList } from './db/tables/revocation-lists.ts'
import type { JobKind } from './jobs/job-kind.ts'
import type { Log } from './log.ts'
import { type RefreshOutcome, refreshRevocation, takeUpStored } from './pki/refresh-revocation.ts'
import type { RevocationStore } from './pki/revocation-store.ts'
import type { TrustRow } from './pki/trust-configuration.ts'
import { createTrustStore, type TrustStore } from './pki/trust-store.ts'
import { createCardCertificateValidator, type CardCertificateValidator } from './pki/validate-card-certificate.ts'
import { verifySignature } from './pki/verify-signature.ts'

export interface CardTrust extends CardCertificateValidator {
  /** Fetches all revocation lists, once for all processes. A list that cannot be had is tried again soon. */
  readonly refreshJob: JobKind
  /** Addresses of which no list is in use, or a stale one: cards under them are refused (ERR_CERT_STATUS_UNKNOWN). */
  missing(): string[]
  /** Takes up what any process fetched. To be called at start, before the first card comes. */
  takeUp(): Promise<void>
  /** Does that again and again. Answers what stops it. */
  follow(): () => void
}

const refreshSeconds = 1800
const followMilliseconds = 60_000

/** The pinned authorities with their revocation lists: kept in the database, refreshed by a job, held in memory. */
export function createCardTrust(parts: {
  readonly rows: readonly TrustRow[]
  readonly query: Queryable
  readonly clock: Clock
  readonly log: Log
  readonly fetch: typeof globalThis.fetch
}): CardTrust {
  const { query, log, fetch } = parts
  const clock = () => parts.clock.now()
  const trustStore: TrustStore = createTrustStore({ rows: parts.rows, verifySignature })
  const store: RevocationStore = {
    heads: () => findRevocationListHeads(query),
    load: (url) => findRevocationList(query, url),
    save: (list) => saveRevocationList(query, list),
  }
  const takeUp = async () => report(log, await takeUpStored({ trustStore, store, clock }))
  return {
    ...createCardCertificateValidator({ trustStore, verifySignature }),
    missing: () => trustStore.crlUrls.filter((url) => (trustStore.listAt(url)?.nextUpdate ?? 0) <= clock().getTime()),
    takeUp,
    follow() {
      const timer = setInterval(() => {
        takeUp().catch((error: unknown) => log.error({ err: error }, 'stored revocation lists cannot be read'))
      }, followMilliseconds)
      timer.unref()
      return () => clearInterval(timer)
    },
    refreshJob: {
      kind: 'refresh-revocation',
      everySeconds: refreshSeconds,
      leaseSeconds: 600,
      maximumAttempts: 1,
      async run(_payload, signal) {
        const outcomes = await refreshRevocation({ trustStore, store, fetch, clock, signal })
        report(log, outcomes)
        const missing = outcomes.filter(({ outcome }) => outcome === 'failed' || outcome === 'refused')
        if (missing.length > 0) throw new Error(`not refreshed: ${missing.map(({ url }) => url).join(', ')}`)
      },
    },
  }
}

function report(log: Log, outcomes: readonly RefreshOutcome[]): void {
  for (const outcome of outcomes) {
    const bad = outcome.outcome === 'failed' || outcome.outcome === 'refused'
    log[bad ? 'warn' : 'info'](outcome, 'revocation list')
  }
}
