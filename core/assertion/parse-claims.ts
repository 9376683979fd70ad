import { z } from 'zod'
import { certificateCardTypes, readerKinds } from '../cards/card-types.ts'
import { type Json, isJsonObject } from './canonical-json.ts'
import { type LoginClaims, purposes } from './claims.ts'
import { malformed } from './malformed.ts'

/** A web origin in the form a browser gives it: no path, no default port, lower case. */
const origin = z
  .string()
  .max(255)
  .regex(/^https?:/)
  .refine((text) => URL.canParse(text) && new URL(text).origin === text)
const base64url32 = z.string().regex(/^[\w-]{43}$/)
const seconds = z.int().nonnegative()

/** The members of a card that signs with its own certificate (reference/assertion.md §2.2). */
const certificateCard = z.strictObject({
  v: z.literal(1),
  purpose: z.enum(purposes),
  aud: origin,
  origin,
  nonce: base64url32,
  iat: seconds,
  exp: seconds,
  jti: z.string().regex(/^[\w-]{22}$/),
  cardType: z.enum(certificateCardTypes),
  cardSn: z.string().regex(/^[\x21-\x7e]{1,64}$/),
  institution: z
    .string()
    .regex(/^\d{10}$/)
    .nullable(),
  ext: z.strictObject({
    id: z.string().regex(/^[\w@{}.-]{1,64}$/),
    version: z.string().regex(/^\d{1,9}(?:\.\d{1,9}){0,3}$/),
  }),
  reader: z.enum(readerKinds),
  cnf: z.strictObject({ jkt: base64url32 }),
}) satisfies z.ZodType<LoginClaims>

/** Which members an assertion must have, by card type. A type without a row signs no assertion. */
const rows: ReadonlyMap<Json | undefined, z.ZodType<LoginClaims>> = new Map(
  certificateCardTypes.map((cardType) => [cardType, certificateCard]),
)

/** Exactly the members of the card type's row, each of its form. Throws ERR_LOGIN_MALFORMED with the member's name. */
export function parseClaims(payload: Json): LoginClaims {
  const row = isJsonObject(payload) ? rows.get(payload['cardType']) : undefined
  if (!row) throw malformed('cardType')
  const result = row.safeParse(payload)
  if (result.success) return result.data
  // A foreign member has no path of its own.
  throw malformed(result.error.issues[0]?.path.join('.') || 'payload', result.error)
}
