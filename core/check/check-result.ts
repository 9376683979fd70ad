import { z } from 'zod'
import { checkIds, findFinding } from './check-rows.ts'

/** Letters of one detail; whoever makes a result cuts it. */
export const longestDetail = 200

/**
 * What came out for one row. Everything a person reads of it is looked up in the row's table, so that a result can be
 * shown in either language, kept, compared and sent without a word of text in it.
 */
export const checkResult = z
  .strictObject({
    id: z.enum(checkIds),
    /** A finding of the row, or a common one. */
    finding: z.string(),
    /** What the texts mention. Masked before it leaves the computer. */
    details: z
      .record(z.string().regex(/^\w{1,40}$/), z.union([z.string().max(longestDetail), z.number()]))
      .refine((details) => Object.keys(details).length <= 10, { error: 'too many details' })
      .exactOptional(),
    /** The setting is an administrator's: it is left alone. */
    managed: z.literal(true).exactOptional(),
    /** How long the check took. */
    milliseconds: z.int().nonnegative(),
  })
  .refine(({ id, finding }) => findFinding(id, finding) !== undefined, { error: 'not a finding of this row' })
export type CheckResult = z.output<typeof checkResult>
