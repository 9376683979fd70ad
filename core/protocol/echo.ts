import { z } from 'zod'

const header = z.string().max(500).nullable()

/** What the server saw of the request that asked. The settings check compares it with what the browser saw. */
export const echo = z.strictObject({
  /** Where the call came from, as far as the server's own proxies tell. */
  address: z.string(),
  /** The name that the caller asked for. */
  host: z.string(),
  /** RFC 9110 §7.6.3 and RFC 7239: a proxy on the way adds them, unless it hides. */
  via: header,
  forwarded: header,
  forwardedFor: header,
  /** The server's clock. */
  time: z.iso.datetime(),
  /** The oldest version of the extension that the portal takes sign-ins from. */
  minimumExtension: z.string(),
  /** `late`: of some authority no current list of revoked cards is to be had, and its cards may be refused. */
  revocation: z.enum(['current', 'late']),
})
export type Echo = z.output<typeof echo>
