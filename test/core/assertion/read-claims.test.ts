import { describe, expect, it } from 'vitest'
import { type Json, canonicalJson } from '../../../core/assertion/canonical-json.ts'
import { parseClaims } from '../../../core/assertion/parse-claims.ts'
import { readCanonicalJson } from '../../../core/assertion/read-canonical-json.ts'
import { readClaims } from '../../../core/assertion/read-claims.ts'
import { certificateCardTypes } from '../../../core/cards/card-types.ts'
import { isCoded } from '../../../core/errors/coded-error.ts'
import { claims, confirm, moduleClaims } from './sample.ts'

const encoder = new TextEncoder()
const good: Record<string, Json> = { ...claims }
const text = canonicalJson(good)

/** As any JSON, which is what decides. */
const slowly = (payload: Uint8Array) => parseClaims(readCanonicalJson(payload, 'payload'))

function outcome(read: (payload: Uint8Array) => unknown, payload: string): unknown {
  try {
    return read(encoder.encode(payload))
  } catch (error) {
    if (isCoded(error, 'ERR_LOGIN_MALFORMED')) return `refused: ${String(error.details?.['field'])}`
    throw error
  }
}
/** An object's JSON is the object here: with its members in order, and no other kind of value. */
const differing = (payloads: readonly string[]) =>
  payloads.filter(
    (payload) => JSON.stringify(outcome(readClaims, payload)) !== JSON.stringify(outcome(slowly, payload)),
  )

describe('claims', () => {
  it.each(certificateCardTypes)('of %s are read in one pass as any JSON is, members in the same order', (cardType) => {
    for (const institution of [null, '0123456789']) {
      const payload = encoder.encode(canonicalJson({ ...good, cardType, institution }))
      expect(JSON.stringify(readClaims(payload))).toBe(JSON.stringify(slowly(payload)))
    }
  })

  it.each(['', '""', '"', '\\', ',', '}', '{', ' ', '0', '-', '.', 'é', '\u0000', '\ud83d\ude00'])(
    'come out the same with %j in place of any letter, and after any',
    (other) => {
      const payloads = Array.from(text, (letter, at) =>
        ['', letter].map((before) => text.slice(0, at) + before + other + text.slice(at + 1)),
      ).flat()
      expect(differing(payloads)).toEqual([])
    },
  )

  it('come out the same with any value at any place', () => {
    const numbers = [0, -1, 1.5, 1e21, 999_999_999_999_999, 2 ** 53 - 1, 2 ** 53]
    const values: Json[] = [null, true, ...numbers, '', '\\', '"', 'é', [], {}, ['a'], { id: 'a' }]
    const payloads: string[] = []
    for (const name of Object.keys(good)) {
      const { [name]: _, ...others } = good
      payloads.push(canonicalJson(others), canonicalJson({ ...good, [`${name}x`]: 1 }))
      for (const value of values) payloads.push(canonicalJson({ ...others, [name]: value }))
    }
    expect(differing(payloads)).toEqual([])
  })

  it('of an NHI card are read in one pass as any JSON is, and come out the same with any value at any place', () => {
    const card: Record<string, Json> = { ...moduleClaims, holder: { idNumber: 'A299090117' } }
    const payload = encoder.encode(canonicalJson(card))
    expect(readClaims(payload)).toEqual(moduleClaims)
    expect(JSON.stringify(readClaims(payload))).toBe(JSON.stringify(slowly(payload)))
    const values: Json[] = [null, 0, '', {}, 'A299090117', { idNumber: 'a299090117' }, { idNumber: 'A299090117', x: 1 }]
    const payloads: string[] = []
    for (const name of Object.keys(card)) {
      const { [name]: _, ...others } = card
      payloads.push(canonicalJson(others))
      for (const value of values) payloads.push(canonicalJson({ ...others, [name]: value }))
    }
    expect(differing(payloads)).toEqual([])
  })

  it('of a confirmation come out the same, and so do those that are half of one', () => {
    const confirming = { ...good, purpose: 'confirm', confirm }
    const ascii = { ...confirm, words: 'Demo' }
    const payloads = [
      confirming,
      { ...good, confirm },
      { ...good, purpose: 'confirm' },
      { ...confirming, confirm: ascii },
    ]
    expect(differing(payloads.map(canonicalJson))).toEqual([])
    expect(readClaims(encoder.encode(canonicalJson(confirming)))).toEqual(confirming)
  })

  it('come out the same where JSON has another spelling, or something stands around them', () => {
    const spelled = ['00', '-0', '1e3', '1.0', '9007199254740991', '9007199254740992', ' 1', '"1"'].map((iat) =>
      text.replace(/"iat":\d+/, `"iat":${iat}`),
    )
    const around = [`\ufeff${text}`, `${text}\n`, ` ${text}`, text + text, '', '{', '{}', '[]', 'null', `[${text}]`]
    expect(differing([...spelled, ...around])).toEqual([])
  })
})
