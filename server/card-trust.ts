import type { Clock } from './clock.ts'
import type { Queryable } from './db/database.ts'
import { findRevocationFetches, saveRevocationFetch } from './db/tables/revocation-fetches.ts'
import { findRevocationList, findRevocationListHeads, saveRevocationList } from './db/tables/revocation-lists.ts'
import { findOpenException } from './db/tables/status-exceptions.ts'
import type { JobKind } from './jobs/job-kind.ts'
import type { Log } from './log.ts'
import { createListReader } from './pki/list-reader.ts'
import { createOcspSource } from './pki/ocsp-source.ts'
import { type RefreshOutcome, refreshRevocation, takeUpStored } from './pki/refresh-revocation.ts'
import type { RevocationStore } from './pki/revocation-store.ts'
import type { TrustRow } from './pki/trust-configuration.ts'
import { createTrustStore, type TrustStore } from './pki/trust-store.ts'
import { createCardCertificateValidator, type CardCertificateValidator } from './pki/validate-card-certificate.ts'
import { verifySignature } from './pki/verify-signature.ts'

export interface CardTrust extends CardCertificateValidator {
  /** Fetches the revocation lists whose time has come, once for all processes. */
  readonly refreshJob: JobKind
  /** Addresses of which no list is in use, or a stale one: cards under them are refused unless a responder answers. */
  missing(): string[]
  /** The lists in use. */
  lists(): { url: string; thisUpdate: number; nextUpdate: number | undefined; entries: number }[]
  /** Fetches what is missing now. */
  fetchMissing(signal: AbortSignal): Promise<void>
  /** Takes up what any process fetched. To be called at start, before the first card comes. */
  takeUp(): Promise<void>
  /** Does that again and again. Answers what ends it. */
  follow(): () => Promise<void>
}

/** How often it is looked which addresses are due: next-fetch.ts says when each is. */
const refreshSeconds = 30
const followMilliseconds = 60_000

/**
 * The pinned authorities with their sources of revocation: lists are kept in the database, refreshed by a job and held in
 * memory; OCSP responders are asked where no list tells.
 */
export function createCardTrust(parts: {
  readonly rows: readonly TrustRow[]
  readonly query: Queryable
  readonly clock: Clock
  readonly log: Log
  readonly fetch: typeof globalThis.fetch
  /** How long an OCSP responder may take; default 5 s. */
  readonly ocspMilliseconds?: number
}): CardTrust {
  const { query, log, fetch } = parts
  const clock = () => parts.clock.now()
  const trustStore: TrustStore = createTrustStore({ rows: parts.rows, verifySignature })
  const store: RevocationStore = {
    heads: () => findRevocationListHeads(query),
    load: (url) => findRevocationList(query, url),
    save: (list) => query.transaction().execute((transaction) => saveRevocationList(transaction, list)),
    fetches: () => findRevocationFetches(query),
    saveFetch: (record) => saveRevocationFetch(query, record),
  }
  const reader = createListReader(verifySignature)
  const validator = createCardCertificateValidator({
    trustStore,
    verifySignature,
    ocsp: createOcspSource(fetch, parts.ocspMilliseconds),
    exceptions: { isOpen: (authority, time) => findOpenException(query, authority, time) },
    log,
  })
  const lists = { trustStore, store, reader, clock }
  const refresh = async (addresses: 'due' | readonly string[], signal: AbortSignal) =>
    report(log, await refreshRevocation({ ...lists, fetch, addresses, signal }))
  const takeUp = async (signal?: AbortSignal) =>
    report(log, await takeUpStored({ ...lists, ...(signal ? { signal } : {}) }))
  const missing = () => {
    const now = clock().getTime()
    return trustStore.crlUrls.filter((url) => (trustStore.listAt(url)?.nextUpdate ?? 0) <= now)
  }
  return {
    ...validator,
    missing,
    lists: () =>
      trustStore.crlUrls.flatMap((url) => {
        const list = trustStore.listAt(url)
        return list ? [{ url, thisUpdate: list.thisUpdate, nextUpdate: list.nextUpdate, entries: list.size }] : []
      }),
    fetchMissing: (signal) => refresh(missing(), signal),
    takeUp: () => takeUp(),
    follow() {
      const stopping = new AbortController()
      let underWay: Promise<void> | undefined
      const follow = async () => {
        try {
          await takeUp(stopping.signal)
        } catch (error) {
          if (!stopping.signal.aborted) log.error({ err: error }, 'stored revocation lists cannot be read')
        }
        underWay = undefined
      }
      const timer = setInterval(() => {
        underWay ??= follow()
      }, followMilliseconds)
      timer.unref()
      return async () => {
        clearInterval(timer)
        stopping.abort()
        await underWay
      }
    },
    refreshJob: {
      kind: 'refresh-revocation',
      everySeconds: refreshSeconds,
      leaseSeconds: 600,
      maximumAttempts: 1,
      run: (_payload, signal) => refresh('due', signal),
    },
  }
}

function report(log: Log, outcomes: readonly RefreshOutcome[]): void {
  for (const outcome of outcomes) {
    const bad = outcome.outcome === 'failed' || outcome.outcome === 'refused'
    log[bad ? 'warn' : 'info'](outcome, 'revocation list')
  }
}
