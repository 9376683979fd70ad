/** The part of @hono/node-server's bindings that is used; app.request() in tests hands in the same. */
export interface NodeBindings {
  readonly incoming?: { readonly socket: { readonly remoteAddress?: string | undefined } } | undefined
}

/**
 * The caller's address: the connection's own, or, behind `proxies` reverse proxies, the entry of X-Forwarded-For that the
 * outermost of them wrote. What the caller put to the left of it is not believed.
 */
export function callerAddress(headers: Headers, bindings: NodeBindings | undefined, proxies: number): string {
  const connection = bindings?.incoming?.socket.remoteAddress ?? 'unknown'
  if (proxies === 0) return connection
  const entries = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim())
  return (entries.at(-proxies) || connection).slice(0, 64)
}
