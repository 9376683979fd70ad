import { z } from 'zod'
import type { CardIssuer } from '../cards/card-issuers.ts'
import { cardZones } from '../cards/environments.ts'

/** A row of card-issuers.ts as managed policy, or the demo's server, gives it. */
export const cardIssuer = z.strictObject({
  name: z.string().min(1).max(2048),
  keyIdentifier: z.string().regex(/^[0-9a-f]{40}$/),
  environment: z.enum(cardZones),
}) satisfies z.ZodType<CardIssuer>
