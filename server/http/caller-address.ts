import type { ServerResponse } from 'node:http'
import { isIP } from 'node:net'

/** The part of @hono/node-server's bindings that is used; app.request() in tests hands in the same. */
export interface NodeBindings {
  readonly incoming?: { readonly socket: { readonly remoteAddress?: string | undefined } } | undefined
  readonly outgoing?: ServerResponse
}

/**
 * The caller's address: the connection's own, or, behind `proxies` reverse proxies, the entry of X-Forwarded-For that the
 * outermost of them wrote. What the caller put to the left of it is not believed.
 */
export function callerAddress(headers: Headers, bindings: NodeBindings | undefined, proxies: number): string {
  const connection = plainAddress(bindings?.incoming?.socket.remoteAddress ?? '') ?? 'unknown'
  if (proxies === 0) return connection
  const entries = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim())
  return plainAddress(entries.at(-proxies) ?? '') ?? connection
}

/**
 * One caller, one spelling: some proxies add the port, which is another one for each connection, and a socket that takes
 * both families writes IPv4 as ::ffff:… . Undefined for what is no address.
 */
function plainAddress(text: string): string | undefined {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(text) ?? []
  const [, beforePort] = /^([\d.]+):\d+$/.exec(text) ?? []
  const address = (bracketed ?? beforePort ?? text).toLowerCase().replace(/^::ffff:(?=\d+\.)/, '')
  return isIP(address) === 0 ? undefined : address
}

/** Whom a rate limit counts: an IPv6 caller has 2⁶⁴ addresses to call from, so it is known by the /64 they are in. */
export function callerNetwork(address: string): string {
  if (!address.includes(':')) return address
  const [left = [], right] = address.split('::').map((side) => side.split(':').filter((group) => group !== ''))
  const given =
    right === undefined ? left : [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
  const network = given.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${network.join(':')}::/64`
}
