import { z } from 'zod'
import { cardZones } from '../cards/environments.ts'
import { type NhiCardNumbers, nhiPrefixPattern } from '../cards/nhi-numbers.ts'

/** A row of nhi-numbers.ts as managed policy, or the demo's server, gives it. */
export const nhiCardNumbers = z.strictObject({
  prefix: z.string().regex(nhiPrefixPattern),
  environment: z.enum(cardZones),
}) satisfies z.ZodType<NhiCardNumbers>
