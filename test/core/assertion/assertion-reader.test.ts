import { describe, expect, it } from 'vitest'
import { AssertionReader } from '../../../core/assertion/assertion-reader.ts'
import { parseAssertion } from '../../../core/assertion/parse-assertion.ts'
import { assembleAssertion, signingInput } from '../../../core/assertion/signing-input.ts'
import { claims } from './sample.ts'

const certificate = (number: number) =>
  Uint8Array.from({ length: 300 }, (_, index) => Math.imul(index + 1, number * 2_654_435_761) >>> 13)

function token(leaf: Uint8Array, cardSn = claims.cardSn, algorithm: 'RS256' | 'ES256' = 'RS256'): string {
  const { text } = signingInput({ algorithm, certificate: leaf, claims: { ...claims, cardSn } })
  return assembleAssertion(text, new Uint8Array(64).fill(1))
}
const malformed = (field: string) => expect.objectContaining({ code: 'ERR_LOGIN_MALFORMED', details: { field } })

/** One that knows the header of the token. */
function readerOf(known: string, limit?: number): AssertionReader {
  const reader = new AssertionReader(limit)
  for (let times = 0; times < 3; times++) reader.read(known)
  return reader
}

describe('a reader that knows the header', () => {
  const known = token(certificate(1))

  it('reads all of an assertion as one that does not, whatever else is in it', () => {
    const reader = readerOf(known)
    for (const other of [
      known,
      token(certificate(1), 'B2'),
      token(certificate(2)),
      token(certificate(1), 'B2', 'ES256'),
    ]) {
      expect(reader.read(other)).toEqual(parseAssertion(other))
    }
  })

  it('has read the certificate of a card that comes again once', () => {
    const reader = readerOf(known)
    expect(reader.read(token(certificate(1), 'B2')).certificate).toBe(reader.read(known).certificate)
  })

  it('keeps nothing of an assertion longer than any card’s', () => {
    const long = token(new Uint8Array(4000).fill(7))
    const reader = readerOf(long)
    expect(reader.read(long).certificate).not.toBe(reader.read(long).certificate)
  })

  it('takes no other header for it, be it by one letter', () => {
    const reader = readerOf(known)
    const end = known.indexOf('.')
    for (let at = 0; at < end; at++) {
      const other = `${known.slice(0, at)}${known[at] === 'A' ? 'B' : 'A'}${known.slice(at + 1)}`
      let expected: unknown
      try {
        expected = parseAssertion(other)
      } catch (error) {
        expect(() => reader.read(other), `letter ${at}`).toThrow((error as Error).message)
        continue
      }
      expect(reader.read(other), `letter ${at}`).toEqual(expected)
    }
  })

  it.each([
    ['parts', known.slice(0, known.lastIndexOf('.'))],
    ['parts', `${known}.AA`],
    ['parts', known.slice(0, known.indexOf('.'))],
    ['parts', `${known.slice(0, -2)}é`],
    ['signature', known.slice(0, known.lastIndexOf('.') + 1)],
    ['signature', `${known.slice(0, -1)}=`],
    ['payload', `${known.split('.')[0]}.A.${known.split('.')[2]}`],
    ['payload', `${known.split('.')[0]}.e30K.${known.split('.')[2]}`],
  ])('refuses %s that are not good as ever', (field, bad) => {
    expect(() => readerOf(known).read(bad)).toThrow(malformed(field))
  })

  it('knows as many as fit, and reads those that it has forgotten', () => {
    const reader = readerOf(known, 10)
    const first = reader.read(known).certificate
    const learn = (number: number) => {
      for (const _ of [1, 2]) reader.read(token(certificate(number)))
    }
    for (let number = 2; number <= 10; number++) learn(number)
    expect(reader.read(known).certificate).toBe(first)
    learn(11)
    expect(reader.read(known).certificate).not.toBe(first)
    expect(reader.read(known)).toEqual(parseAssertion(known))
  })
})

it.each(['', '.', '..', 'a.b.c', '.'.repeat(50)])('%j is refused each time', (text) => {
  const reader = new AssertionReader()
  for (const _ of [1, 2, 3])
    expect(() => reader.read(text)).toThrow(expect.objectContaining({ code: 'ERR_LOGIN_MALFORMED' }))
})
