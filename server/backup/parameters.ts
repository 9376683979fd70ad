import { z } from 'zod'
import type { Parameters } from '../command/parameters.ts'

/** What both commands take. */
export const parameters = {
  file: { form: 'argument', read: z.string().min(1), wants: 'the file of the archive' },
  'passphrase-file': {
    form: 'value',
    read: z.string().min(1).optional(),
    wants: 'a file whose first line is the passphrase',
  },
} as const satisfies Parameters

/** What only a restore takes. */
export const restoreParameters = {
  ...parameters,
  replace: { form: 'flag', read: z.boolean().default(false), wants: 'given without a value' },
} as const satisfies Parameters
