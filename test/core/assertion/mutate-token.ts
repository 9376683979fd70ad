import type { Bytes } from '../pki/make-certificate.ts'
import { mutateDer, mutateOctets } from '../pki/mutate.ts'
import type { Random } from '../pki/random.ts'

type TextMutator = (text: string, random: Random) => string
type Part = 'header' | 'payload' | 'signature'

const at = (text: string, place: number, letters: string, dropped = 0): string =>
  text.slice(0, place) + letters + text.slice(place + dropped)
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The token, or one part of it, as letters. */
const textMutators: readonly TextMutator[] = [
  (text, random) => at(text, random.below(text.length), alphabet.charAt(random.below(64)), 1),
  (text, random) =>
    at(
      text,
      random.below(text.length),
      random.pick(['+', '/', '=', '.', ' ', '\n', '\0', '%', 'é', '\u{1f600}']),
      random.below(2),
    ),
  (text, random) => at(text, random.below(text.length), '', 1 + random.below(4)),
  (text, random) => text.slice(0, random.below(text.length)),
  (text) => `${text}=`,
  (text) => `${text} `,
  (text) => `${text}A`,
  (text) => `${text}.`,
  (text) => ` ${text}`,
  (text) => text.replace(/.$/, (last) => alphabet.charAt(alphabet.indexOf(last) ^ 1)),
  (text) => text.replaceAll('-', '+').replaceAll('_', '/'),
  (text) => text + text,
  () => '',
]

const values = [
  'null',
  'true',
  '0',
  '-1',
  '1e0',
  '1.0',
  '-0',
  '1e999',
  '9007199254740993',
  '""',
  '"login"',
  '"\\u006cogin"',
  '"\\ud800"',
  '[]',
  '{}',
  '[null]',
  '{"a":1}',
  '"https://portal.example/"',
  '"HTTPS://portal.example"',
  '"https://portal.example:443"',
  `"${'N'.repeat(42)}"`,
]
const members = [
  '"jwk":{}',
  '"crit":[]',
  '"kid":"1"',
  '"b64":false',
  '"zip":"DEF"',
  '"__proto__":{}',
  '"constructor":1',
  '"aud":"x"',
  '"v":1',
]
const algorithms = ['none', 'HS256', 'RS384', 'RS512', 'PS256', 'ES384', 'ES512', 'EdDSA', 'RS256', 'ES256', 'rs256']

/** JSON text of a header or a payload. */
const jsonMutators: readonly TextMutator[] = [
  ...textMutators,
  // Another value for a member.
  (json, random) => {
    const all = [...json.matchAll(/:("(?:[^"\\]|\\.)*"|[^,}{[\]]+)/g)]
    const { index, 1: value = '' } = random.pick(all.length > 0 ? all : [...json.matchAll(/^/g)])
    return at(json, index + 1, random.pick(values), value.length)
  },
  // A member more, also one that is there.
  (json, random) => json.replace(/^\{/, `{${random.pick(members)},`),
  (json, random) => json.replace(/\}$/, `,${random.pick(members)}}`),
  (json) => json.replace(/^\{("[^"]*":"[^"]*")/, '{$1,$1'),
  // A member less, or the first two in another order.
  (json) => json.replace(/^\{"[^"]*":"[^"]*",/, '{'),
  (json) => json.replace(/^\{("[^"]*":"[^"]*"),("[^"]*":"[^"]*")/, '{$2,$1'),
  // The same value in another text.
  (json, random) => json.replaceAll(',', random.pick([', ', ',\n', ',,', ';'])),
  (json) => json.replaceAll(':', ': '),
  (json, random) => {
    const place = random.below(json.length)
    return at(json, place, `\\u${json.charCodeAt(place).toString(16).padStart(4, '0')}`, 1)
  },
  (json) => json.replaceAll('/', '\\/'),
  (json) => `\ufeff${json}`,
  (json) => `[${json}]`,
  (json, random) => json.replace(/"alg":"[^"]*"/, `"alg":"${random.pick(algorithms)}"`),
  (json, random) =>
    json.replace(/"typ":"[^"]*"/, `"typ":"${random.pick(['JWT', 'card-login', 'CARD-LOGIN+JWT', ''])}"`),
  (json) => json.replace(/"x5c":\[("[^"]*")\]/, '"x5c":[$1,$1]'),
  (json) => json.replace(/"x5c":\["[^"]*"\]/, '"x5c":[]'),
  (json) => json.replace(/"x5c":\[("[^"]*")\]/, '"x5c":$1'),
  (json) => '['.repeat(3000) + json,
]

const encode = (octets: Uint8Array | string): string => Buffer.from(octets).toString('base64url')
const decode = (part: string): Bytes => new Uint8Array(Buffer.from(part, 'base64url'))

function mutateJson(part: string, random: Random): string {
  const json = Buffer.from(decode(part)).toString()
  // The certificate inside, read and written well.
  if (random.below(4) === 0) {
    return encode(
      json.replace(/("x5c":\[")([^"]*)/, (_, before: string, x5c: string) => {
        const certificate = mutateDer(new Uint8Array(Buffer.from(x5c, 'base64')), random)
        return before + Buffer.from(certificate).toString('base64')
      }),
    )
  }
  return encode(random.pick(jsonMutators)(json, random))
}

/** As RFC 3279 has it, with the halves exchanged, with zeros before and after: what other readers may take. */
const signatureMutators: readonly ((signature: Bytes, random: Random) => Bytes)[] = [
  mutateOctets,
  mutateOctets,
  (octets) => new Uint8Array([0, ...octets]),
  (octets) => new Uint8Array([...octets, 0]),
  (octets) => new Uint8Array([...octets.subarray(octets.length / 2), ...octets.subarray(0, octets.length / 2)]),
  (octets) => new Uint8Array(octets.length),
  (octets) => new Uint8Array(octets.length).fill(0xff),
  (octets) => {
    const half = octets.length / 2
    const integer = (part: Uint8Array) => [2, part.length + 1, 0, ...part]
    return new Uint8Array([0x30, 2 * half + 6, ...integer(octets.subarray(0, half)), ...integer(octets.subarray(half))])
  },
]

const partMutators: Readonly<Record<Part, TextMutator>> = {
  header: mutateJson,
  payload: mutateJson,
  signature: (part, random) => encode(random.pick(signatureMutators)(decode(part), random)),
}
const parts = Object.keys(partMutators) as readonly Part[]

/** A JWS that differs in one to three places: in its letters, its JSON, its certificate or its signature. */
export function mutateToken(octets: Bytes, random: Random): Bytes {
  let token = Buffer.from(octets).toString()
  do {
    const pieces = token.split('.')
    const place = random.below(parts.length)
    const mutator = random.below(4) === 0 ? random.pick(textMutators) : partMutators[parts[place] ?? 'header']
    if (random.below(6) === 0) token = random.pick(textMutators)(token, random)
    else token = pieces.with(Math.min(place, pieces.length - 1), mutator(pieces[place] ?? '', random)).join('.')
  } while (random.below(4) === 0)
  return new Uint8Array(Buffer.from(token))
}
