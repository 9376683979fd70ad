import { z } from 'zod'
import { type Challenge, purposes } from '../assertion/claims.ts'
import { cardTypeCodes } from '../cards/card-types.ts'
import { environments } from '../cards/environments.ts'

const base64url = (bytes: number) => z.string().regex(new RegExp(`^[\\w-]{${Math.ceil((bytes * 4) / 3)}}$`))

export const thumbprint = base64url(32)

export const challenge = z.strictObject({
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
}) satisfies z.ZodType<Challenge>
