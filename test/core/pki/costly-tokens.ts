import { headerText } from '../../../core/assertion/assertion-header.ts'
import { assertionLimit, parseAssertion } from '../../../core/assertion/parse-assertion.ts'
import { isCoded } from '../../../core/errors/coded-error.ts'
import type { CostlyInput } from './costly-inputs.ts'

const encode = (text: string): string => Buffer.from(text).toString('base64url')

/** A token of the greatest length, with this JSON of about so many letters as payload. */
const token = (name: string, payload: (letters: number) => string, ends = 'payload'): CostlyInput => ({
  name: `an assertion with ${name}`,
  ends,
  make() {
    const header = encode(headerText('RS256', 'MAA='))
    const letters = Math.floor(((assertionLimit - header.length - 400) * 3) / 4)
    const text = `${header}.${encode(payload(letters))}.${'A'.repeat(342)}`
    return () => {
      try {
        parseAssertion(text)
        return { ends: 'good', signatures: 0 }
      } catch (error) {
        if (isCoded(error, 'ERR_LOGIN_MALFORMED')) return { ends: String(error.details?.['field']), signatures: 0 }
        throw error
      }
    }
  },
})

const nested = (open: string, close: string) => (letters: number) => {
  const times = Math.floor(letters / (open.length + close.length))
  return `${open.repeat(times)}${close.repeat(times)}`
}
const many = (of: (index: number) => string, size: number) => (letters: number) =>
  Array.from({ length: Math.floor(letters / size) }, (_, index) => of(index)).join(',')

/** Assertions. */
export const costlyTokens: readonly CostlyInput[] = [
  token('arrays in arrays', (letters) => nested('[', ']')(letters)),
  token('objects in objects', (letters) => nested('{"a":', '}')(letters - 1).replace('{}', '{"a":1}')),
  token('a number of thousands of digits', (letters) => '1'.repeat(letters)),
  token('thousands of members out of order', (letters) => `{${many((index) => `"${5000 - index}":0`, 9)(letters)}}`),
  token('thousands of lone surrogates', (letters) => `"${'\\ud800'.repeat(Math.floor(letters / 6) - 1)}"`),
  token(
    'an address of thousands of letters',
    (letters) => `{"aud":"https://${'a.'.repeat(letters / 2 - 10)}"}`,
    'cardType',
  ),
]
