import { CodedError } from '../../core/errors/coded-error.ts'
import { fetchLimited } from './fetch-limited.ts'
import type { RevocationStore } from './revocation-store.ts'
import type { TakeUp, TrustStore } from './trust-store.ts'

/** What became of one address. */
export interface RefreshOutcome {
  readonly url: string
  /** `refused`: something came that must not be used. `failed`: nothing came. */
  readonly outcome: TakeUp | 'refused' | 'failed'
  /** English, for the log. */
  readonly reason?: string
  /** Of the list now in use, if any. */
  readonly thisUpdate?: Date
  readonly nextUpdate?: Date
  readonly entries?: number
}

const limits = { bytes: 64 * 1024 * 1024, milliseconds: 30_000 }

/**
 * Fetches every configured revocation list once, one after another, puts the good ones into use, and stores those that are
 * newer than what is stored: also the one in use already, since an earlier storing may have failed. A list that cannot be
 * had leaves the held one in use, until that is stale. Never throws for what an address answers.
 */
export async function refreshRevocation(options: {
  readonly trustStore: TrustStore
  readonly store: RevocationStore
  readonly fetch: typeof globalThis.fetch
  readonly clock: () => Date
  readonly signal?: AbortSignal
}): Promise<RefreshOutcome[]> {
  const { trustStore, store, fetch, clock, signal } = options
  const outcomes: RefreshOutcome[] = []
  const stored = new Map((await store.heads()).map(({ url, thisUpdate }) => [url, thisUpdate.getTime()]))
  for (const url of trustStore.crlUrls) {
    signal?.throwIfAborted()
    const fetched = await fetchLimited(fetch, url, { ...limits, ...(signal ? { signal } : {}) })
    const result =
      'reason' in fetched
        ? { outcome: 'failed' as const, reason: fetched.reason }
        : takeUp(trustStore, url, fetched, clock())
    const list = trustStore.listAt(url)
    if (!('reason' in fetched) && result.outcome !== 'refused' && list && list.thisUpdate > (stored.get(url) ?? 0)) {
      await store.save({ url, der: fetched.bytes, thisUpdate: new Date(list.thisUpdate), fetchedAt: clock() })
    }
    outcomes.push({ url, ...result, ...describe(trustStore, url) })
  }
  return outcomes
}

/**
 * Puts stored lists into use that are newer than the held ones: at start, and now and then where several processes serve
 * one portal and another of them did the fetching. What is stored is checked like what is fetched.
 */
export async function takeUpStored(options: {
  readonly trustStore: TrustStore
  readonly store: RevocationStore
  readonly clock: () => Date
}): Promise<RefreshOutcome[]> {
  const { trustStore, store, clock } = options
  const outcomes: RefreshOutcome[] = []
  for (const { url, thisUpdate } of await store.heads()) {
    const held = trustStore.listAt(url)
    if (!trustStore.crlUrls.includes(url) || (held && held.thisUpdate >= thisUpdate.getTime())) continue
    const bytes = await store.load(url)
    if (bytes) outcomes.push({ url, ...takeUp(trustStore, url, { bytes }, clock()), ...describe(trustStore, url) })
  }
  return outcomes
}

function takeUp(trustStore: TrustStore, url: string, { bytes }: { bytes: Uint8Array }, now: Date) {
  try {
    return { outcome: trustStore.takeUp(url, bytes, now) }
  } catch (error) {
    if (error instanceof CodedError) return { outcome: 'refused' as const, reason: error.message }
    throw error
  }
}

function describe(trustStore: TrustStore, url: string) {
  const list = trustStore.listAt(url)
  if (!list) return {}
  return {
    thisUpdate: new Date(list.thisUpdate),
    ...(list.nextUpdate === undefined ? {} : { nextUpdate: new Date(list.nextUpdate) }),
    entries: list.size,
  }
}
