/** The body, or why there is none. */
export type Fetched = { readonly bytes: Uint8Array } | { readonly reason: string }

/** GET with a cap on size and time, without redirects: a list comes from the configured host or not at all. */
export async function fetchLimited(
  fetch: typeof globalThis.fetch,
  url: string,
  limits: { readonly bytes: number; readonly milliseconds: number; readonly signal?: AbortSignal },
): Promise<Fetched> {
  const timeout = AbortSignal.timeout(limits.milliseconds)
  const signal = limits.signal ? AbortSignal.any([limits.signal, timeout]) : timeout
  try {
    const response = await fetch(url, { redirect: 'error', signal })
    if (response.status !== 200) {
      await response.body?.cancel()
      return { reason: `HTTP ${response.status}` }
    }
    return await readLimited(response, limits.bytes)
  } catch (error) {
    limits.signal?.throwIfAborted()
    if (timeout.aborted) return { reason: `no answer within ${limits.milliseconds / 1000} s` }
    // fetch and its body reject with TypeError or an abort; anything else is a bug of ours.
    if (error instanceof TypeError || error instanceof DOMException) return { reason: describe(error) }
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
      return { reason: `longer than ${limit} octets` }
    }
    chunks.push(part.value)
  }
  return { bytes: new Uint8Array(Buffer.concat(chunks, length)) }
}
