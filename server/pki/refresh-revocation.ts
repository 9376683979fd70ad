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

export interface RefreshOptions {
  readonly trustStore: TrustStore
  readonly store: RevocationStore
  readonly fetch: typeof globalThis.fetch
  readonly clock: () => Date
  readonly signal?: AbortSignal
}

/**
 * Fetches every configured revocation list once, puts the good ones into use, and stores those that are newer than what is
 * stored: also the one in use already, since an earlier storing may have failed. Hosts are asked side by side, so that one
 * that hangs keeps nobody else's lists waiting, and each for one list after another. A list that cannot be had leaves the
 * held one in use, until that is stale. Never throws for what an address answers.
 */
export async function refreshRevocation(options: RefreshOptions): Promise<RefreshOutcome[]> {
  const stored = new Map((await options.store.heads()).map(({ url, thisUpdate }) => [url, thisUpdate.getTime()]))
  const byHost = new Map<string, string[]>()
  for (const url of options.trustStore.crlUrls) {
    const { host } = new URL(url)
    byHost.set(host, [...(byHost.get(host) ?? []), url])
  }
  const hosts = [...byHost.values()].map(async (urls) => {
    const outcomes: RefreshOutcome[] = []
    for (const url of urls) outcomes.push(await refreshOne(url, stored.get(url) ?? 0, options))
    return outcomes
  })
  // All of them come to their end before a failure is told: nothing goes on behind the caller's back.
  await Promise.allSettled(hosts)
  return (await Promise.all(hosts)).flat()
}

async function refreshOne(url: string, stored: number, options: RefreshOptions): Promise<RefreshOutcome> {
  const { trustStore, store, fetch, clock, signal } = options
  signal?.throwIfAborted()
  const fetched = await fetchLimited(fetch, url, { ...limits, ...(signal ? { signal } : {}) })
  if ('reason' in fetched) return { url, outcome: 'failed', reason: fetched.reason, ...describe(trustStore, url) }
  const result = takeUp(trustStore, url, fetched, clock())
  const list = trustStore.listAt(url)
  if (result.outcome !== 'refused' && list && list.thisUpdate > stored) {
    await store.save({ url, der: fetched.bytes, thisUpdate: new Date(list.thisUpdate), fetchedAt: clock() })
  }
  return { url, ...result, ...describe(trustStore, url) }
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
