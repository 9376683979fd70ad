import { z } from 'zod'
import { certificateCardTypes } from '../../core/cards/card-types.ts'
import { environments } from '../../core/cards/environments.ts'
import { plainFingerprint } from './fingerprint-words.ts'
import type { Parameters } from '../command/parameters.ts'

const address = z.url({ protocol: /^https?$/ })
const words = (longest: number) => z.string().trim().min(1).max(longest)
const partOfFingerprint = /^[0-9a-f]{8,64}$/

/** What commands take, by the name on the command line. */
export const parameters = {
  file: { form: 'argument', read: z.string().min(1), wants: 'the file of one certificate' },
  authority: {
    form: 'argument',
    read: z.string().refine((text) => partOfFingerprint.test(plainFingerprint(text))),
    wants: 'the SHA-256 fingerprint, or eight or more digits of its beginning or end',
  },
  exception: { form: 'argument', read: z.uuid(), wants: 'the id of an exception (see `exceptions`)' },
  'trust-file': { form: 'value', read: z.string().min(1).optional(), wants: 'the path of the trust file' },
  'card-type': {
    form: 'value',
    read: z.enum(certificateCardTypes),
    wants: `one of ${certificateCardTypes.join(', ')}`,
  },
  role: { form: 'value', read: z.enum(['anchor', 'intermediate']).optional(), wants: 'anchor or intermediate' },
  environment: { form: 'value', read: z.enum(environments).optional(), wants: environments.join(' or ') },
  crl: { form: 'values', read: z.array(address).optional(), wants: 'an http(s) address' },
  ocsp: { form: 'value', read: address.optional(), wants: 'an http(s) address' },
  'no-ocsp-nonce': { form: 'flag', read: z.boolean().default(false), wants: 'given without a value' },
  fingerprint: {
    form: 'value',
    read: z
      .string()
      .refine((text) => /^[0-9a-f]{64}$/.test(plainFingerprint(text)))
      .optional(),
    wants: 'the whole SHA-256 fingerprint, 64 hex digits',
  },
  hours: {
    form: 'value',
    read: z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(1).max(72)),
    wants: 'a whole number from 1 to 72',
  },
  reason: { form: 'value', read: words(500), wants: 'given: why, in up to 500 letters' },
  by: { form: 'value', read: words(100), wants: 'given: the account of whoever decides it' },
} as const satisfies Parameters
