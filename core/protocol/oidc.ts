import { z } from 'zod'

/** What a system asks of a person's browser, while it is under way. */
export const askId = z.string().regex(/^[\w-]{43}$/)

const authorizationRefusal = z.enum(['no-institution', 'no-service', 'other-person'])
export type AuthorizationRefusal = z.output<typeof authorizationRefusal>

export const authorizationOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('granted'), system: z.string(), goTo: z.string() }),
  z.strictObject({
    outcome: z.literal('refused'),
    system: z.string(),
    reason: authorizationRefusal,
    /** Tells the system of the refusal. */
    goTo: z.string(),
  }),
  /** The system wants a sign-in that is newer than this one. */
  z.strictObject({ outcome: z.literal('sign-in-again'), system: z.string() }),
])
export type AuthorizationOutcome = z.output<typeof authorizationOutcome>

/** OpenID Connect RP-Initiated Logout §2, as far as it is known here. */
export const endSessionRequest = z.strictObject({
  idTokenHint: z.string().max(8192).exactOptional(),
  clientId: z.string().max(100).exactOptional(),
  postLogoutRedirectUri: z.string().max(500).exactOptional(),
  state: z.string().max(1000).exactOptional(),
})
