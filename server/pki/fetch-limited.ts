import { inSpan } from '../tracing.ts'

/** What an address answered: a body, that nothing changed (HTTP 304), or why there is neither. */
export type Fetched =
  | { readonly outcome: 'body'; readonly bytes: Uint8Array<ArrayBuffer>; readonly headers: Headers }
  | { readonly outcome: 'not-modified' }
  | {
      readonly outcome: 'failed'
      /** English, for the log. */
      readonly reason: string
      /** `network`: no answer came, or it broke off. */
      readonly cause: 'network' | 'timeout' | 'answer'
    }

export interface FetchLimits {
  readonly bytes: number
  readonly milliseconds: number
  readonly signal?: AbortSignal
}

/**
 * One request with a cap on size and time, without redirects: what is wanted comes from the configured host or not at all.
 * Rejects only when `signal` is aborted.
 */
export async function fetchLimited(
  fetch: typeof globalThis.fetch,
  url: string,
  limits: FetchLimits,
  request: Pick<RequestInit, 'method' | 'headers' | 'body'> = {},
): Promise<Fetched> {
  const timeout = AbortSignal.timeout(limits.milliseconds)
  const signal = limits.signal ? AbortSignal.any([limits.signal, timeout]) : timeout
  try {
    const response = await inSpan('fetch', 'ask', () => fetch(url, { ...request, redirect: 'manual', signal }), {
      facts: { 'server.address': new URL(url).host },
    })
    if (response.status === 200) return await readLimited(response, limits.bytes)
    await response.body?.cancel()
    if (response.status === 304) return { outcome: 'not-modified' }
    const words = response.status >= 300 && response.status < 400 ? 'a redirect, ' : ''
    return { outcome: 'failed', reason: `${words}HTTP ${response.status}`, cause: 'answer' }
  } catch (error) {
    limits.signal?.throwIfAborted()
    if (timeout.aborted) {
      return { outcome: 'failed', reason: `no answer within ${limits.milliseconds / 1000} s`, cause: 'timeout' }
    }
    // fetch and its body reject with TypeError or an abort; anything else is a bug of ours.
    if (error instanceof TypeError || error instanceof DOMException) {
      return { outcome: 'failed', reason: describe(error), cause: 'network' }
    }
    throw error
  }
}

const describe = ({ message, cause }: Error): string =>
  cause instanceof Error ? `${message}: ${cause.message}` : message

async function readLimited(response: Response, limit: number): Promise<Fetched> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = response.body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.length
    if (length > limit) {
      await reader?.cancel()
      return { outcome: 'failed', reason: `longer than ${limit} octets`, cause: 'answer' }
    }
    chunks.push(part.value)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return { outcome: 'body', bytes, headers: response.headers }
}
