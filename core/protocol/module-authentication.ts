import { z } from 'zod'

/** What goes from a security module in a reader to the portal and back, so that the module signs (認證). */

/** Its certificate: base64 of the DER. */
export const moduleCertificate = z.base64().min(4).max(8_192)
/** The number that it gave: 16 bytes, base64url. */
export const moduleRandom = z.string().regex(/^[\w-]{22}$/)
/** ES256 as R‖S, base64url. */
export const moduleResponse = z.string().regex(/^[\w-]{86}$/)
