import { CodedError } from '../../core/errors/coded-error.ts'
import { type Fetched, fetchLimited } from './fetch-limited.ts'
import type { ListReader } from './list-reader.ts'
import { conditionalHeaders, type ListValidators, readValidators } from './list-validators.ts'
import { compareListVersions, type ListVersion } from './list-version.ts'
import { isBeyondPlan, nextFetch } from './next-fetch.ts'
import type { ListFetch, RevocationStore } from './revocation-store.ts'
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
const noValidators: ListValidators = { etag: null, lastModified: null }

interface ListParts {
  readonly trustStore: TrustStore
  readonly store: RevocationStore
  readonly reader: ListReader
  readonly clock: () => Date
  readonly signal?: AbortSignal
}

export interface RefreshOptions extends ListParts {
  readonly fetch: typeof globalThis.fetch
  /** `due`: the addresses whose time has come. Or these. */
  readonly addresses: 'due' | readonly string[]
  /** 0 to 1: spreads what many portals would ask at once. */
  readonly random?: () => number
}

/**
 * Fetches configured revocation lists, each once, puts the good ones into use, and stores those that are newer than what
 * is stored: also the one in use already, since an earlier storing may have failed. Hosts are asked side by side, so that
 * one that hangs keeps nobody else's lists waiting, and each for one list after another. A list that cannot be had leaves
 * the held one in use, until that is stale. Never throws for what an address answers.
 */
export async function refreshRevocation(options: RefreshOptions): Promise<RefreshOutcome[]> {
  const { addresses, clock, store, trustStore } = options
  const stored = new Map((await store.heads()).map(({ url, version }) => [url, version]))
  const fetches = new Map((await store.fetches()).map((fetch) => [fetch.url, fetch]))
  const isWanted = (url: string) =>
    addresses === 'due' ? isDue(fetches.get(url), trustStore, clock()) : addresses.includes(url)
  const byHost = new Map<string, string[]>()
  for (const url of trustStore.crlUrls.filter(isWanted)) {
    const { host } = new URL(url)
    byHost.set(host, [...(byHost.get(host) ?? []), url])
  }
  const hosts = [...byHost.values()].map(async (urls) => {
    const outcomes: RefreshOutcome[] = []
    for (const url of urls) {
      outcomes.push(await refreshOne(url, { ...options, stored: stored.get(url), before: fetches.get(url) }))
    }
    return outcomes
  })
  // All of them come to their end before a failure is told: nothing goes on behind the caller's back.
  await Promise.allSettled(hosts)
  return (await Promise.all(hosts)).flat()
}

/** Also at once where a list is stored that this process could not use, and after the clock was set back. */
const isDue = (fetch: ListFetch | undefined, trustStore: TrustStore, now: Date): boolean =>
  fetch === undefined ||
  fetch.nextAt <= now ||
  isBeyondPlan(fetch.nextAt, now) ||
  (fetch.failures === 0 && trustStore.listAt(fetch.url) === undefined)

async function refreshOne(
  url: string,
  options: RefreshOptions & { readonly stored: ListVersion | undefined; readonly before: ListFetch | undefined },
): Promise<RefreshOutcome> {
  const { trustStore, store, fetch, clock, signal, before, stored, random = Math.random } = options
  signal?.throwIfAborted()
  const known = validatorsFor(trustStore, before, clock())
  const headers = known ? conditionalHeaders(known) : {}
  const fetched = await fetchLimited(fetch, url, { ...limits, ...(signal ? { signal } : {}) }, { headers })
  const result = await judge(url, fetched, known !== undefined, options)
  const list = trustStore.listAt(url)
  if (result.der && list && (!stored || compareListVersions(list, stored) > 0)) {
    const version = { thisUpdate: list.thisUpdate, crlNumber: list.crlNumber }
    await store.save({ url, der: result.der, version, fetchedAt: clock() })
  }
  const now = clock()
  const isGood = list !== undefined && (result.outcome === 'updated' || result.outcome === 'unchanged')
  const nextUpdate = list?.nextUpdate === undefined ? undefined : new Date(list.nextUpdate)
  // Stale as it came: the authority is late, and asking every minute for twenty megabytes does not make it quicker.
  const failures = isGood && nextUpdate && nextUpdate > now ? 0 : (before?.failures ?? 0) + 1
  await store.saveFetch({
    url,
    nextAt: nextFetch({ now, nextUpdate, failures, random: random() }),
    failures,
    ...(isGood ? result.validators : noValidators),
    thisUpdate: isGood ? new Date(list.thisUpdate) : null,
  })
  const { outcome, reason } = result
  return { url, outcome, ...(reason === undefined ? {} : { reason }), ...describe(trustStore, url) }
}

/**
 * Only for the very list that is in use, and while it is fresh: "not modified" to a stale one would be the word of a
 * server that mixes its lists up.
 */
function validatorsFor(trustStore: TrustStore, before: ListFetch | undefined, now: Date): ListValidators | undefined {
  const held = before && trustStore.listAt(before.url)
  const isSame = held !== undefined && before?.thisUpdate?.getTime() === held.thisUpdate
  const isFresh = (held?.nextUpdate ?? 0) > now.getTime()
  return isSame && isFresh && (before.etag !== null || before.lastModified !== null) ? before : undefined
}

interface Judged {
  readonly outcome: RefreshOutcome['outcome']
  readonly reason?: string
  readonly validators: ListValidators
  readonly der?: Uint8Array
}

async function judge(
  url: string,
  fetched: Fetched,
  hadCondition: boolean,
  parts: RefreshOptions & {
    readonly before: ListFetch | undefined
  },
): Promise<Judged> {
  if (fetched.outcome === 'failed') return { outcome: 'failed', reason: fetched.reason, validators: noValidators }
  if (fetched.outcome === 'not-modified') {
    return hadCondition
      ? { outcome: 'unchanged', validators: parts.before ?? noValidators }
      : { outcome: 'failed', reason: 'HTTP 304, and nobody asked', validators: noValidators }
  }
  const taken = await takeUp(url, fetched.bytes, parts)
  return { ...taken, validators: readValidators(fetched.headers) }
}

/**
 * Puts stored lists into use that are newer than the held ones: at start, and now and then where several processes serve
 * one portal and another of them did the fetching. What is stored is checked like what is fetched.
 */
export async function takeUpStored(parts: ListParts): Promise<RefreshOutcome[]> {
  const { trustStore, store } = parts
  const outcomes: RefreshOutcome[] = []
  for (const { url, version } of await store.heads()) {
    const held = trustStore.listAt(url)
    if (!trustStore.crlUrls.includes(url) || (held && compareListVersions(version, held) <= 0)) continue
    const bytes = await store.load(url)
    if (!bytes) continue
    const { outcome, reason } = await takeUp(url, bytes, parts)
    outcomes.push({ url, outcome, ...(reason === undefined ? {} : { reason }), ...describe(trustStore, url) })
  }
  return outcomes
}

async function takeUp(
  url: string,
  bytes: Uint8Array<ArrayBuffer>,
  { trustStore, reader, clock, signal }: ListParts,
): Promise<{ outcome: TakeUp; der: Uint8Array; reason?: never } | { outcome: 'refused'; reason: string }> {
  try {
    const read = await reader.read(bytes, trustStore.signersAt(url), signal)
    return { outcome: trustStore.takeUpRead(url, read, clock()), der: read.der }
  } catch (error) {
    if (error instanceof CodedError) return { outcome: 'refused', reason: error.message }
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
