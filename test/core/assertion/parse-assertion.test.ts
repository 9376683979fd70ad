import { describe, expect, it } from 'vitest'
import { type Json, canonicalJson } from '../../../core/assertion/canonical-json.ts'
import { toWords } from '../../../core/assertion/confirmation.ts'
import { assertionLimit, parseAssertion } from '../../../core/assertion/parse-assertion.ts'
import { assembleAssertion, signingInput } from '../../../core/assertion/signing-input.ts'
import { certificateCardTypes } from '../../../core/cards/card-types.ts'
import { isCoded } from '../../../core/errors/coded-error.ts'
import { claims, confirm, moduleClaims } from './sample.ts'

const certificate = Uint8Array.from({ length: 1000 }, (_, index) => (index * 7) & 0xff)
// Has every letter of the alphabet; its last one is `w`, with four unused bits.
const signature = Uint8Array.from({ length: 256 }, (_, index) => index)
const { text } = signingInput({ algorithm: 'RS256', certificate, claims })
const token = assembleAssertion(text, signature)
const [header = '', payload = '', tail = ''] = token.split('.')

const encode = (content: string) => Buffer.from(content).toString('base64url')
const decode = (part: string) => Buffer.from(part, 'base64url').toString()
const withHeader = (value: Json) => `${encode(canonicalJson(value))}.${payload}.${tail}`
const withPayload = (value: Json) => `${header}.${encode(canonicalJson(value))}.${tail}`
const withPayloadText = (content: string) => `${header}.${encode(content)}.${tail}`
const good: Record<string, Json> = { ...claims }
const goodHeader: Record<string, Json> = JSON.parse(decode(header))

function fieldAtFault(badToken: string): unknown {
  try {
    parseAssertion(badToken)
  } catch (error) {
    if (isCoded(error, 'ERR_LOGIN_MALFORMED')) return error.details?.['field']
    throw error
  }
  return 'accepted'
}

describe('an assertion', () => {
  it('reads back as it was made', () => {
    expect(parseAssertion(token)).toEqual({
      algorithm: 'RS256',
      certificate,
      claims,
      signingInput: new TextEncoder().encode(text),
      signature,
    })
  })

  it.each(certificateCardTypes)('%s signs one', (cardType) => {
    expect(fieldAtFault(withPayload({ ...good, cardType }))).toBe('accepted')
  })

  it('may name an institution', () => {
    expect(fieldAtFault(withPayload({ ...good, institution: '3501200000' }))).toBe('accepted')
  })
})

describe('with an NHI card', () => {
  const nhi: Record<string, Json> = { ...moduleClaims, holder: { idNumber: 'A299090117' } }
  const without = (name: string) => Object.fromEntries(Object.entries(nhi).filter(([member]) => member !== name))

  it('the holder and the module’s institution are said', () => {
    expect(fieldAtFault(withPayload(nhi))).toBe('accepted')
  })

  it.each<[string, Record<string, Json>, string]>([
    ['no institution', { ...nhi, institution: null }, 'institution'],
    ['no holder', without('holder'), 'holder'],
    ['a holder by another number', { ...nhi, holder: { idNumber: '123456789A' } }, 'holder.idNumber'],
    ['a holder by more than a number', { ...nhi, holder: { idNumber: 'A299090117', name: '許測試' } }, 'holder'],
    ['a confirmation', { ...nhi, purpose: 'confirm', confirm }, 'purpose'],
    ['a holder on a card that proves its own', { ...good, holder: { idNumber: 'A299090117' } }, 'payload'],
    ['a spare card', { ...good, cardType: 'hca-spare' }, 'cardType'],
  ])('refused: %s', (_what, value, field) => {
    expect(fieldAtFault(withPayload(value))).toBe(field)
  })
})

describe('one value has one token: refused is', () => {
  it.each<[string, string, string]>([
    ['a part too few', `${header}.${payload}`, 'parts'],
    ['a part too many', `${token}.`, 'parts'],
    ['padding', `${header}.${payload}==.${tail}`, 'payload'],
    ['a space', `${header}.${payload}.${tail} `, 'signature'],
    ['a line break', `${header}\n.${payload}.${tail}`, 'header'],
    [
      'the other base64 alphabet',
      `${header}.${payload}.${tail.replaceAll('-', '+').replaceAll('_', '/')}`,
      'signature',
    ],
    ['bits that mean nothing', `${header}.${payload}.${tail.slice(0, -1)}x`, 'signature'],
    ['an empty signature', `${header}.${payload}.`, 'signature'],
    ['an empty payload', `${header}..${tail}`, 'payload'],
    ['more than 16 KiB', token.padEnd(assertionLimit + 1, 'A'), 'length'],
  ])('%s', (_, bad, field) => {
    expect(bad).not.toBe(token)
    expect(fieldAtFault(bad)).toBe(field)
  })

  it.each<[string, string]>([
    ['a space in the payload', decode(payload).replace(':', ': ')],
    ['members in another order', JSON.stringify(claims)],
    ['a member twice', decode(payload).replace('"cardSn"', '"aud":"https://evil.example","cardSn"')],
    ['the same member twice, with the same value', decode(payload).replace('"v":1', '"v":1,"v":1')],
    ['an escaped letter', decode(payload).replace('hca-personnel', '\\u0068ca-personnel')],
    ['another form of a number', decode(payload).replace('"v":1', '"v":1.0')],
    ['a byte order mark', `\ufeff${decode(payload)}`],
    ['something after it', `${decode(payload)} `],
    ['no JSON', 'x'],
    ['no text', '\ud800'],
  ])('%s', (_, content) => {
    expect(fieldAtFault(withPayloadText(content))).toBe('payload')
  })

  it('payload bytes that are not UTF-8', () => {
    const bytes = Buffer.from(payload, 'base64url')
    bytes[10] = 0xff
    expect(fieldAtFault(`${header}.${bytes.toString('base64url')}.${tail}`)).toBe('payload')
  })

  it('a prototype as a member', () => {
    expect(fieldAtFault(withPayloadText(decode(payload).replace('{', '{"__proto__":{},')))).toBe('payload')
  })
})

describe('the header has exactly alg, typ and the leaf', () => {
  it.each<[string, Record<string, Json>, string]>([
    ['none', { alg: 'none' }, 'alg'],
    ['HS256', { alg: 'HS256' }, 'alg'],
    ['PS256', { alg: 'PS256' }, 'alg'],
    ['RS1', { alg: 'RS1' }, 'alg'],
    ['an algorithm by a name of Object', { alg: 'constructor' }, 'alg'],
    ['another type', { typ: 'JWT' }, 'typ'],
    ['no certificate', { x5c: [] }, 'x5c'],
    ['the authority’s certificate too', { x5c: ['AAAA', 'AAAA'] }, 'x5c'],
    ['an empty certificate', { x5c: [''] }, 'x5c'],
    ['a certificate in base64url', { x5c: ['-_-_'] }, 'x5c'],
    ['a certificate that is no text', { x5c: [1] }, 'x5c'],
    ['a key', { jwk: {} }, 'header'],
    ['an address', { jku: 'https://evil.example' }, 'header'],
    ['a critical list', { crit: ['b64'] }, 'header'],
    ['b64', { b64: false }, 'header'],
    ['compression', { zip: 'DEF' }, 'header'],
  ])('%s is refused', (_, change, field) => {
    expect(fieldAtFault(withHeader({ ...goodHeader, ...change }))).toBe(field)
  })

  it.each(['alg', 'typ', 'x5c'])('%s must be there', (member) => {
    const { [member]: _, ...rest } = goodHeader
    expect(fieldAtFault(withHeader(rest))).toBe(member)
  })

  it('it must be spelled canonically', () => {
    expect(fieldAtFault(`${encode(decode(header).replace('{', '{ '))}.${payload}.${tail}`)).toBe('header')
    expect(fieldAtFault(`${encode('[]')}.${payload}.${tail}`)).toBe('header')
  })
})

describe('the payload has exactly the members of its card type', () => {
  it.each(Object.keys(claims))('%s must be there', (member) => {
    const { [member]: _, ...rest } = good
    expect(fieldAtFault(withPayload(rest))).toBe(member)
  })

  it.each<[string, Json]>([
    ['v', 2],
    ['purpose', 'pay'],
    ['aud', 'https://portal.example/'],
    ['aud', 'https://PORTAL.example'],
    ['origin', 'null'],
    ['origin', 'ftp://portal.example'],
    ['origin', `https://${'a'.repeat(250)}.example`],
    ['nonce', 'N'.repeat(42)],
    ['nonce', `${'N'.repeat(42)}=`],
    ['iat', 1.5],
    ['iat', '1768435200'],
    ['exp', -1],
    ['jti', 'J'.repeat(23)],
    ['cardType', 'toString'],
    ['cardType', null],
    ['cardSn', ''],
    ['cardSn', 'A B'],
    ['institution', '350120000'],
    ['institution', 3501200000],
    ['ext', 'x'],
    ['ext', { id: 'x', version: '1.0', more: 1 }],
    ['reader', 'usb'],
    ['cnf', { jkt: 'short' }],
  ])('%s is not %j', (member, value) => {
    expect(String(fieldAtFault(withPayload({ ...good, [member]: value }))).split('.')[0]).toBe(member)
  })

  it('a member more is refused', () => {
    expect(fieldAtFault(withPayload({ ...good, holder: 'A123456789' }))).toBe('payload')
    expect(fieldAtFault(withPayload([good]))).toBe('cardType')
  })
})

describe('a confirmation has what is confirmed besides, and nothing else has', () => {
  const confirming: Record<string, Json> = { ...good, purpose: 'confirm', confirm }

  it('it reads back as it was made, in any script', () => {
    expect(parseAssertion(withPayload(confirming)).claims).toEqual({ ...claims, purpose: 'confirm', confirm })
    const words = '𠮷野家🏥 O\u2019Neill "甲" \\'
    expect(fieldAtFault(withPayload({ ...confirming, confirm: { ...confirm, words } }))).toBe('accepted')
  })

  it.each<[string, Record<string, Json>, string]>([
    ['nothing to confirm', { ...good, purpose: 'confirm' }, 'confirm'],
    ['something to confirm in a sign-in', { ...good, confirm }, 'payload'],
    ['a member more', { ...confirming, confirm: { ...confirm, more: 1 } }, 'confirm'],
    ['no words', { ...confirming, confirm: { ...confirm, words: '' } }, 'confirm.words'],
    [
      'more words than a window shows',
      { ...confirming, confirm: { ...confirm, words: '字'.repeat(121) } },
      'confirm.words',
    ],
    ['a line break in the words', { ...confirming, confirm: { ...confirm, words: '林\n示範' } }, 'confirm.words'],
    [
      'a sign that turns the order around',
      { ...confirming, confirm: { ...confirm, words: '林\u202e示範' } },
      'confirm.words',
    ],
    ['a sign that nobody sees', { ...confirming, confirm: { ...confirm, words: '林\u200b示範' } }, 'confirm.words'],
    [
      'an action that is no code',
      { ...confirming, confirm: { ...confirm, action: 'Remove manager' } },
      'confirm.action',
    ],
    ['a subject with a space', { ...confirming, confirm: { ...confirm, subject: 'a b' } }, 'confirm.subject'],
  ])('refused is %s', (_, payload, field) => {
    expect(fieldAtFault(withPayload(payload))).toBe(field)
  })

  it('words are made fit by what makes them', () => {
    expect(toWords('林\u202e示\n範')).toBe('林示範')
    expect(Array.from(toWords('𠮷'.repeat(200)))).toHaveLength(120)
  })
})

it('whatever one changes in a token, nothing but ERR_LOGIN_MALFORMED or another value comes of it', () => {
  let seed = 7
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  for (let round = 0; round < 3000; round++) {
    const at = random(token.length)
    const letter = String.fromCharCode(random(128))
    const changed = [
      token.slice(0, at) + letter + token.slice(at + 1),
      token.slice(0, at) + letter + token.slice(at),
      token.slice(0, at) + token.slice(at + 1),
    ][random(3)]
    if (changed === undefined || changed === token) continue
    try {
      // Accepted only as what it then says: made anew from its parts it is the same text, so no value has two tokens.
      const { algorithm, certificate: leaf, claims: said, signature: end } = parseAssertion(changed)
      expect(assembleAssertion(signingInput({ algorithm, certificate: leaf, claims: said }).text, end)).toBe(changed)
    } catch (error) {
      expect(isCoded(error, 'ERR_LOGIN_MALFORMED'), String(error)).toBe(true)
    }
  }
})
