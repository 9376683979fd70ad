import { describe, expect, it } from 'vitest'
import { cardIssuerOf } from '../../../core/cards/card-issuers.ts'
import { type CountedToken, passMixingGuardWithToken } from '../../../core/cards/environment.ts'
import { identifyToken } from '../../../core/cards/token.ts'
import type { KeyUsage } from '../../../core/pki/extensions.ts'
import { derOid } from '../../../core/pki/der-writer.ts'
import { gpkiOids } from '../../../core/pki/oids.ts'
import { directoryAttributes, ext, makeAuthority, makeLeaf } from '../pki/make-certificate.ts'

const authority = makeAuthority('HCA')
const issuers = [cardIssuerOf(authority.certificate.der, 'test')]
const personnel = directoryAttributes([gpkiOids.subjectType, derOid('2.16.886.1.100.3.1.7')])
const leaf = (usages: KeyUsage[], notAfter?: string) =>
  makeLeaf(authority, { extensions: [ext.keyUsage(...usages), personnel], ...(notAfter ? { notAfter } : {}) }).der

const signing = leaf(['digitalSignature'], '2029-12-31T23:59:59Z')
const encryption = leaf(['keyEncipherment', 'dataEncipherment'])
const serialNumber = 'TP07000000000001'

describe('which card a token is', () => {
  it('that of its signing certificate, with the token’s number', () => {
    const certificates = [authority.certificate.der, encryption, Uint8Array.of(0x30, 0), signing]
    expect(identifyToken({ serialNumber, certificates }, issuers)).toMatchObject({
      info: { cardType: 'hca-personnel', cardSn: serialNumber, institution: null },
      certificate: signing,
      algorithm: 'ES256',
    })
  })

  it('of several the one that is good for longest', () => {
    const older = leaf(['digitalSignature'], '2026-12-31T23:59:59Z')
    for (const certificates of [
      [older, signing],
      [signing, older],
    ])
      expect(identifyToken({ serialNumber, certificates }, issuers).certificate).toBe(signing)
  })

  it.each([
    ['none', []],
    ['an authority’s', [authority.certificate.der]],
    ['one for encryption', [encryption]],
    ['what is no certificate', [Uint8Array.of(1, 2, 3)]],
  ])('with %s it cannot sign in', (_, certificates) => {
    expect(() => identifyToken({ serialNumber, certificates }, issuers)).toThrow(
      expect.objectContaining({ code: 'ERR_CARD_NO_CERTIFICATE' }),
    )
  })

  it('a number with blanks is written without, and where there is none the certificate’s stands for it', () => {
    const numberOf = (number: string) =>
      identifyToken({ serialNumber: number, certificates: [signing] }, issuers).info.cardSn
    expect(numberOf('TP 07 卡')).toBe('TP07')
    expect(numberOf('')).toMatch(/^[0-9a-f]+$/)
  })
})

describe('the mixing guard before a token', () => {
  const asked: string[] = []
  const token: CountedToken = {
    triesLeft: async () => 3,
    async sign(text) {
      asked.push(text)
      return new Uint8Array()
    },
  }
  const card = { cardType: 'hca-personnel', cardSn: serialNumber, environment: 'test', institution: null } as const
  const pin = { minimum: 6, maximum: 8 }
  const digits = (text: string) => new TextEncoder().encode(text)
  const { signal } = new AbortController()

  it.each(['production', 'unknown'] as const)('refuses one that is %s, beside it or itself', (environment) => {
    const refused = expect.objectContaining({ code: 'ERR_CARD_ENVIRONMENT' })
    const itself = { card: { ...card, environment }, others: [], challenge: 'test' } as const
    expect(() => passMixingGuardWithToken(itself, token, pin)).toThrow(refused)
    const others = [{ readerName: 'S', cardSn: '1', environment }]
    expect(() => passMixingGuardWithToken({ card, others, challenge: 'test' }, token, pin)).toThrow(refused)
  })

  it('lets no PIN through that can never be right, and one that is entered on the device', async () => {
    const guarded = passMixingGuardWithToken({ card, others: [], challenge: 'test' }, token, pin)
    for (const wrong of ['12345', '123456789', '12345a'])
      await expect(guarded.sign('text', digits(wrong), signal)).rejects.toMatchObject({ code: 'ERR_PIN_FORMAT' })
    expect(asked).toEqual([])
    await guarded.sign('with', digits('123456'), signal)
    await guarded.sign('without', undefined, signal)
    expect(asked).toEqual(['with', 'without'])
  })
})
