import { describe, expect, it } from 'vitest'
import { proofSkewSeconds } from '../../../core/protocol/proof.ts'
import { verifyProof } from '../../../server/http/verify-proof.ts'
import { Page } from '../page.ts'
import { SettableClock } from '../settable-clock.ts'

const clock = new SettableClock()
const page = new Page(() => new Response(), clock)
const url = 'http://vpn.localhost:8080/api/auth/session'
const request = { method: 'GET', url, now: clock.now() }
const seconds = Math.floor(clock.now().getTime() / 1000)
const refusal = (field: string) => expect.objectContaining({ code: 'ERR_REQUEST_PROOF', details: { field } })

describe('a proof of possession', () => {
  it('tells the thumbprint of the key that made it', () => {
    const jti = Buffer.alloc(16, 7).toString('base64url')
    expect(verifyProof(page.proof('GET', url, { jti }), request)).toEqual({ jkt: page.jkt, jti, iat: seconds })
  })

  it.each([-proofSkewSeconds, proofSkewSeconds])('may be %i seconds off the server clock', (off) => {
    expect(verifyProof(page.proof('GET', url, { iat: seconds + off }), request).jkt).toBe(page.jkt)
  })

  it.each([
    ['iat', { iat: seconds - proofSkewSeconds - 1 }],
    ['iat', { iat: seconds + proofSkewSeconds + 1 }],
    ['htm', { htm: 'POST' }],
    ['htu', { htu: 'http://internet.localhost:8080/api/auth/session' }],
    ['htu', { htu: `${url}?a=1` }],
    ['claims', { jti: 'short' }],
    ['header', { typ: 'JWT' }],
    ['header', { alg: 'none' }],
    ['header', { alg: 'RS256' }],
  ])('is refused for its %s: %o', (field, changes) => {
    expect(() => verifyProof(page.proof('GET', url, changes), request)).toThrow(refusal(field))
  })

  it.each([
    ['missing', undefined],
    ['missing', ''],
    ['form', 'a.b'],
    ['form', 'a.b.c.d'],
    ['form', `${'a'.repeat(3000)}.b.c`],
    ['header', '!!.e30.e30'],
    ['header', 'e30.e30.e30'],
  ])('is refused when it is %s', (field, proof) => {
    expect(() => verifyProof(proof, request)).toThrow(refusal(field))
  })

  it('is refused with a signature of another key, of other content, or with one bit changed', () => {
    const [header, claims, signature] = page.proof('GET', url).split('.')
    const other = new Page(() => new Response(), clock).proof('GET', url).split('.')
    expect(() => verifyProof([header, claims, other[2]].join('.'), request)).toThrow(refusal('signature'))
    expect(() => verifyProof([header, other[1], signature].join('.'), request)).toThrow(refusal('signature'))
    const changed = Buffer.from(signature ?? '', 'base64url')
    changed.writeUInt8(changed.readUInt8(3) ^ 1, 3)
    expect(() => verifyProof([header, claims, changed.toString('base64url')].join('.'), request)).toThrow(
      refusal('signature'),
    )
  })

  it('is refused with a key that is no point on the curve', () => {
    const [, claims, signature] = page.proof('GET', url).split('.')
    const jwk = { ...page.jwk, x: Buffer.alloc(32, 1).toString('base64url') }
    const header = Buffer.from(JSON.stringify({ typ: 'dpop+jwt', alg: 'ES256', jwk })).toString('base64url')
    expect(() => verifyProof([header, claims, signature].join('.'), request)).toThrow(refusal('jwk'))
  })

  it('is refused with a private key inside: a page that leaks it must not pass for healthy', () => {
    const [, claims, signature] = page.proof('GET', url).split('.')
    const jwk = { ...page.jwk, d: page.jwk.x }
    const header = Buffer.from(JSON.stringify({ typ: 'dpop+jwt', alg: 'ES256', jwk })).toString('base64url')
    expect(() => verifyProof([header, claims, signature].join('.'), request)).toThrow(refusal('header'))
  })
})
