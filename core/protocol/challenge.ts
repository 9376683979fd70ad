import { z } from 'zod'
import { type Challenge, purposes } from '../assertion/claims.ts'
import { type Confirmation, confirmationPatterns } from '../assertion/confirmation.ts'
import { cardTypeCodes } from '../cards/card-types.ts'
import { environments } from '../cards/environments.ts'

const base64url = (bytes: number) => z.string().regex(new RegExp(`^[\\w-]{${Math.ceil((bytes * 4) / 3)}}$`))

export const thumbprint = base64url(32)

export const confirmationSubject = z.string().regex(confirmationPatterns.subject)

/** Any action's code: an extension tells by itself which it knows, so that a newer portal's are no malformed message. */
const confirmation = z.strictObject({
  action: z.string().regex(confirmationPatterns.action),
  subject: confirmationSubject,
  words: z.string().regex(confirmationPatterns.words),
}) satisfies z.ZodType<Confirmation>

export const challenge = z
  .strictObject({
    nonce: base64url(32),
    aud: z.url(),
    purpose: z.enum(purposes),
    environment: z.enum(environments),
    cardTypes: z.array(z.enum(cardTypeCodes)).min(1),
    iat: z.int(),
    exp: z.int(),
    jti: base64url(16),
    jkt: thumbprint,
    minimumExtension: z.string().regex(/^\d+(\.\d+){0,3}$/),
    confirm: confirmation.exactOptional(),
  })
  .refine(({ purpose, confirm }) => (purpose === 'confirm') === (confirm !== undefined), {
    path: ['confirm'],
  }) satisfies z.ZodType<Challenge>
