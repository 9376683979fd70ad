import { describe, expect, it } from 'vitest'
import { assertionLimit } from '../../../core/assertion/parse-assertion.ts'
import { parseModule } from '../../../core/assertion/parse-module.ts'
import { assembleAssertion, signingInput } from '../../../core/assertion/signing-input.ts'
import { claims } from './sample.ts'

const cardCertificate = Uint8Array.of(0x30, 0x01, 0x00)
const certificate = Uint8Array.of(0x30, 0x01, 0x01)
const signature = new Uint8Array(64).fill(7)
const card = signingInput({ algorithm: 'RS256', certificate: cardCertificate, claims })
const assertion = assembleAssertion(card.text, new Uint8Array(256).fill(1))
const { text, bytes } = signingInput({ algorithm: 'ES256', certificate, claims })
const token = assembleAssertion(text, signature)
const [header = '', payload = '', tail = ''] = token.split('.')

describe('what a module signs beside a card', () => {
  it('reads back as it was made', () => {
    expect(parseModule(token, assertion)).toEqual({ algorithm: 'ES256', certificate, signingInput: bytes, signature })
  })

  const other = signingInput({ algorithm: 'ES256', certificate, claims: { ...claims, cardSn: 'HP00000000000002' } })
  it.each<[string, string, string]>([
    ['another payload', assembleAssertion(other.text, signature), 'module.payload'],
    ['a payload with a letter more', `${header}.${payload}A.${tail}`, 'module.payload'],
    ['a part too few', `${header}.${payload}`, 'module.parts'],
    ['an empty signature', `${header}.${payload}.`, 'module.signature'],
    ['another header', `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.${tail}`, 'module.alg'],
    ['more than 16 KiB', token.padEnd(assertionLimit + 1, 'A'), 'module.length'],
  ])('%s is refused, and says that it was the module’s', (_what, bad, field) => {
    expect(() => parseModule(bad, assertion)).toThrow(
      expect.objectContaining({ code: 'ERR_LOGIN_MALFORMED', details: { field } }),
    )
  })
})
