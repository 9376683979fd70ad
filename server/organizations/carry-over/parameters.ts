import { z } from 'zod'
import { carryOverMonths } from '../../../core/portal/carry-over.ts'
import type { Parameters } from '../../command/parameters.ts'

/** What the command takes, by the name on the command line. */
export const parameters = {
  file: { form: 'argument', read: z.string().min(1), wants: 'the list, as CSV' },
  'cut-over': { form: 'value', read: z.iso.date(), wants: 'the first day of the new platform, such as 2027-01-01' },
  months: {
    form: 'value',
    read: z.string().regex(/^\d+$/).default(String(carryOverMonths)).transform(Number).pipe(z.int().min(1).max(36)),
    wants: 'how many months before the cut-over count, from 1 to 36',
  },
  'dry-run': { form: 'flag', read: z.boolean().default(false), wants: 'given without a value' },
} as const satisfies Parameters
