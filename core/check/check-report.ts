import { z } from 'zod'
import { checkResult } from './check-result.ts'

/** One run as it is kept, printed, copied for the helpdesk and sent. Texts are looked up when it is shown. */
export const checkReport = z.strictObject({
  version: z.literal(1),
  /** Milliseconds since 1970, by this computer's clock. */
  madeAt: z.int().nonnegative().max(8.64e15), // what a Date can hold (ECMA-262 §21.4.1.1)
  /** The extension's version. */
  extension: z
    .string()
    .regex(/^\d+(\.\d+){0,3}$/)
    .max(40),
  results: z.array(checkResult).max(100).readonly(),
})
export type CheckReport = z.output<typeof checkReport>
