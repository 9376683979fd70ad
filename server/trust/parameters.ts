import { parseArgs } from 'node:util'
import { z } from 'zod'
import { certificateCardTypes } from '../../core/cards/card-types.ts'
import { environments } from '../../core/cards/environments.ts'
import { plainFingerprint } from './fingerprint-words.ts'
import { WrongUsage } from './outcome.ts'

/** One thing that a command takes, as server/config.ts has its variables: how it is read, and words for a wrong one. */
interface Parameter {
  /** `argument`: by its place. `values`: may be given several times. `flag`: without a value. */
  readonly form: 'argument' | 'value' | 'values' | 'flag'
  readonly read: z.ZodType
  readonly wants: string
}

export type Parameters = Readonly<Record<string, Parameter>>
export type Values<P extends Parameters> = { readonly [N in keyof P]: z.output<P[N]['read']> }

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

/** Reads a command's words. Throws WrongUsage that names every wrong one; a value itself is never repeated. */
export function readParameters<P extends Parameters>(wanted: P, args: readonly string[]): Values<P> {
  const all = Object.entries<Parameter>(wanted)
  const options = Object.fromEntries(
    all
      .filter(([, { form }]) => form !== 'argument')
      .map(([name, { form }]) => [
        name,
        { type: form === 'flag' ? ('boolean' as const) : ('string' as const), multiple: form === 'values' },
      ]),
  )
  const { values, positionals } = parse(args, options)
  const places = all.filter(([, { form }]) => form === 'argument').map(([name]) => name)
  if (positionals.length > places.length) throw new WrongUsage('more words than the command takes')
  const given = { ...values, ...Object.fromEntries(positionals.map((word, index) => [places[index], word])) }
  const schema = z.object(Object.fromEntries(all.map(([name, { read }]) => [name, read])))
  const result = schema.safeParse(given)
  if (result.success) return result.data as Values<P>
  const names = new Set(result.error.issues.map(({ path }) => String(path[0])))
  const lines = [...names].map(
    (name) => `${places.includes(name) ? `<${name}>` : `--${name}`} must be ${wanted[name]?.wants}`,
  )
  throw new WrongUsage(lines.join('\n'))
}

function parse(args: readonly string[], options: Record<string, { type: 'string' | 'boolean'; multiple: boolean }>) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    if (error instanceof TypeError) throw new WrongUsage(error.message)
    throw error
  }
}
