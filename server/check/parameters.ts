import { z } from 'zod'
import { readReportCode } from '../../core/check/report-code.ts'
import type { Parameters } from '../command/parameters.ts'

/** What the command takes, by the name on the command line. */
export const parameters = {
  code: {
    form: 'argument',
    read: z.string().transform((text, context) => readReportCode(text) ?? (context.addIssue('no code'), z.NEVER)),
    wants: 'the eight letters and digits that the sender was shown, such as 7K2M-9QXD',
  },
  json: { form: 'flag', read: z.boolean().default(false), wants: 'given without a value' },
} as const satisfies Parameters
