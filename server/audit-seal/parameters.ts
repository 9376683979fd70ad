import { z } from 'zod'
import type { Parameters } from '../command/parameters.ts'

/** What the command takes, by the name on the command line. */
export const parameters = {
  'expect-hash': {
    form: 'values',
    read: z.array(z.string().regex(/^[0-9a-f]{64}$/)).default([]),
    wants: 'the hash of a line "audit sealed" in the server’s log: 64 digits of 0-9 and a-f',
  },
} as const satisfies Parameters
