import { createPrivateKey, sign } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseAssertion } from '../../../core/assertion/parse-assertion.ts'
import { assembleAssertion, signingInput } from '../../../core/assertion/signing-input.ts'
import { fromBase64 } from '../../../core/bytes/base64.ts'
import { type CardType, cardTypes, certificateCardTypes } from '../../../core/cards/card-types.ts'
import { parseCertificate } from '../../../core/pki/certificate.ts'
import { fingerprint } from '../../../core/pki/fingerprint.ts'
import { PathRefusal } from '../../../core/pki/refusals.ts'
import { authorityUrls, issuingAuthorityCodes } from '../../../demo/pki/authorities.ts'
import { makeCrl } from '../../../demo/pki/crl.ts'
import type { DemoPki } from '../../../demo/pki/demo-pki.ts'
import { makeTestPki } from '../../demo/test-pki.ts'
import { createOcspSource } from '../../../server/pki/ocsp-source.ts'
import type { TrustRow } from '../../../server/pki/trust-configuration.ts'
import { createTrustStore, type TrustStore } from '../../../server/pki/trust-store.ts'
import { createCardCertificateValidator } from '../../../server/pki/validate-card-certificate.ts'
import { verifyAssertionSignature } from '../../../server/pki/verify-assertion-signature.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import { claims } from '../../core/assertion/sample.ts'

const now = new Date('2026-01-15T00:00:00Z')
let pki: DemoPki
let rows: TrustRow[]
let trustStore: TrustStore

beforeAll(async () => {
  pki = await makeTestPki(now)
  rows = certificateCardTypes.flatMap((cardType) => {
    const issuer = issuingAuthorityCodes.find((code) => code === cardTypes[cardType].issuer)
    if (!issuer) return []
    const { slug, certificate } = pki.authorities[issuer]
    const der = fromBase64(certificate)
    const { crl, ocsp } = authorityUrls(slug)
    return [
      { cardType, environment: 'test', sha256: fingerprint(der), certificate: der, crlUrls: [crl], ocspUrl: ocsp },
    ]
  })
  trustStore = createTrustStore({ rows, verifySignature })
  for (const authority of Object.values(pki.authorities)) {
    trustStore.takeUp(authorityUrls(authority.slug).crl, await makeCrl(authority, now), now)
  }
}, 60_000)

const card = (id: string) => {
  const found = pki.cards.find((it) => it.id === id)
  if (!found?.certificate || !found.privateKey) throw new Error(`no card ${id}`)
  return {
    ...found,
    der: fromBase64(found.certificate),
    key: createPrivateKey({ key: { ...found.privateKey }, format: 'jwk' }),
  }
}

const validator = (trust = trustStore, verify = verifySignature) =>
  createCardCertificateValidator({
    trustStore: trust,
    verifySignature: verify,
    ocsp: createOcspSource(() => Promise.reject(new TypeError('no network'))),
    exceptions: { isOpen: () => Promise.resolve(undefined) },
    log: { warn() {} },
  })

function validate(leaf: Uint8Array, cardType: CardType, time = now) {
  return validator().validateNow(leaf, cardType, time)
}

function refusal(leaf: Uint8Array, cardType: CardType, time = now): PathRefusal {
  try {
    validate(leaf, cardType, time)
  } catch (error) {
    if (error instanceof PathRefusal) return error
    throw error
  }
  throw new Error('accepted')
}

describe('a good card', () => {
  it('of a person is known by its authority’s key and its serial number', () => {
    const { identity, caKeyId, path, statusUntil } = validate(card('hca-personnel').der, 'hca-personnel')
    expect(identity).toMatchObject({ holder: 'person', caKeyId: pki.authorities.HCA.keyId })
    expect(caKeyId).toBe(pki.authorities.HCA.keyId)
    expect(path).toHaveLength(2)
    expect(statusUntil).toEqual(new Date('2026-01-22T00:00:00Z'))
  })

  it.each([
    ['hca-institution', 'hca-institution-serial'],
    ['gca-unit', 'government-oid'],
    ['moeaca', 'business-number'],
  ] as const)('%s leads to an institution by its %s', (id, kind) => {
    expect(validate(card(id).der, id).identity).toMatchObject({ holder: 'institution', kind })
  })
})

describe('a card is refused', () => {
  it.each([
    ['hca-personnel-expired', 'ERR_CERT_EXPIRED', 'path'],
    ['hca-personnel-revoked', 'ERR_CERT_REVOKED', 'revocation'],
    ['hca-personnel-wrong-ca', 'ERR_CERT_UNTRUSTED', 'path'],
  ])('%s: %s at %s', (id, code, step) => {
    expect(refusal(card(id).der, 'hca-personnel')).toMatchObject({ code, step })
  })

  it('under another card type’s anchor, although the same portal trusts its authority for its own kind', () => {
    expect(refusal(card('moica').der, 'hca-personnel')).toMatchObject({
      reason: 'no-anchor',
      code: 'ERR_CERT_UNTRUSTED',
    })
  })

  it('as the other kind of card of the same authority', () => {
    expect(refusal(card('hca-personnel').der, 'hca-institution')).toMatchObject({
      reason: 'subject-type',
      step: 'policy',
    })
  })

  it('when the revocation list has run out', () => {
    expect(refusal(card('moica').der, 'moica', new Date('2026-01-22T00:06:00Z'))).toMatchObject({
      reason: 'crl-stale',
      code: 'ERR_CERT_STATUS_UNKNOWN',
      step: 'revocation',
    })
  })

  it('of a type that no authority is configured for', () => {
    expect(refusal(card('moica').der, 'nhi').reason).toBe('no-anchor')
  })

  it('when it is the authority’s own certificate', () => {
    expect(refusal(fromBase64(pki.authorities.HCA.certificate), 'hca-personnel').reason).toBe('leaf-is-anchor')
  })

  it('when it is not a certificate, or an enormous one', () => {
    for (const bytes of [new Uint8Array(), new Uint8Array([0x30, 0]), new Uint8Array(20_000)]) {
      expect(refusal(bytes, 'moica')).toMatchObject({ reason: 'malformed', step: 'path', code: 'ERR_CERT_MALFORMED' })
    }
  })

  it('with any one octet changed: never accepted, never another error', () => {
    const { der } = card('moica')
    for (let at = 0; at < der.length; at++) {
      const changed = der.with(at, (der[at] ?? 0) ^ (1 << (at % 8)))
      expect(refusal(changed, 'moica').code).toMatch(/^ERR_CERT_(MALFORMED|UNTRUSTED|ALGORITHM)$/)
    }
  })
})

describe('a card that comes again', () => {
  const day = 86_400_000
  const later = (milliseconds: number) => new Date(now.getTime() + milliseconds)
  const withList = async (at = now, from = pki.authorities.HCA) => {
    let signatures = 0
    const counting: typeof verifySignature = (...what) => {
      signatures++
      return verifySignature(...what)
    }
    const store = createTrustStore({ rows, verifySignature: counting })
    const takeUp = async (time: Date, authority = from) =>
      store.takeUp(authorityUrls('hca').crl, await makeCrl(authority, time), time)
    await takeUp(at)
    const cards = validator(store, counting)
    return {
      takeUp,
      signatures: () => signatures,
      validate: (time = now, id = 'hca-personnel', cardType: CardType = 'hca-personnel') =>
        cards.validateNow(card(id).der, cardType, time),
    }
  }
  const revoking = (): typeof pki.authorities.HCA => ({
    ...pki.authorities.HCA,
    issued: pki.authorities.HCA.issued.map(({ serialNumber }) => ({
      serialNumber,
      revokedAt: later(-1000).toISOString(),
    })),
  })

  it('costs no signature from the third time within the hour on, and its own after that', async () => {
    const { validate, signatures } = await withList()
    const first = validate()
    const once = signatures()
    expect(validate()).toEqual(first)
    expect(signatures()).toBe(once + 1)
    expect(validate()).toEqual(first)
    expect(validate(later(3_599_000))).toEqual(first)
    expect(signatures()).toBe(once + 1)
    validate(later(3_600_000))
    expect(signatures()).toBe(once + 2)
  })

  it('is refused from the moment on when a list names it', async () => {
    const { validate, takeUp } = await withList()
    validate()
    validate()
    await takeUp(later(1000), revoking())
    expect(() => validate(later(2000))).toThrow(expect.objectContaining({ code: 'ERR_CERT_REVOKED' }))
  })

  it('is refused when it has expired, or its list has', async () => {
    const { validate } = await withList()
    validate(later(6.99 * day))
    validate(later(6.99 * day))
    expect(() => validate(later(7.01 * day))).toThrow('crl-stale')
    const { notAfter } = parseCertificate(card('hca-personnel').der)
    const shortly = await withList(new Date(notAfter - 60_000))
    shortly.validate(new Date(notAfter - 1000))
    shortly.validate(new Date(notAfter - 1000))
    expect(() => shortly.validate(new Date(notAfter + 1000))).toThrow(
      expect.objectContaining({ code: 'ERR_CERT_EXPIRED' }),
    )
  })

  it('is no other kind of card for it', async () => {
    const { validate } = await withList()
    validate()
    validate()
    expect(() => validate(now, 'hca-personnel', 'hca-institution')).toThrow('subject-type')
  })

  it('after a refusal is judged anew', async () => {
    const { validate, takeUp } = await withList(later(-8 * day))
    expect(() => validate()).toThrow('crl-stale')
    await takeUp(now)
    expect(validate()).toMatchObject({ identity: { holder: 'person' } })
  })
})

describe('the card’s signature', () => {
  const token = (signer = card('hca-personnel')) => {
    const { text, bytes } = signingInput({ algorithm: 'RS256', certificate: card('hca-personnel').der, claims })
    return assembleAssertion(text, sign('sha256', bytes, signer.key))
  }

  it('is checked with the key of the validated certificate', () => {
    const assertion = parseAssertion(token())
    const { certificate } = validate(assertion.certificate, 'hca-personnel')
    expect(() => verifyAssertionSignature(assertion, certificate)).not.toThrow()
  })

  it('by another card, or over other claims, is refused', () => {
    const certificate = parseCertificate(card('hca-personnel').der)
    const stranger = parseAssertion(token(card('hca-personnel-revoked')))
    expect(() => verifyAssertionSignature(stranger, certificate)).toThrow(
      expect.objectContaining({ code: 'ERR_LOGIN_SIGNATURE' }),
    )
    const other = signingInput({
      algorithm: 'RS256',
      certificate: certificate.der,
      claims: { ...claims, origin: 'https://evil.example' },
    })
    const moved = parseAssertion(`${other.text}.${token().split('.')[2] ?? ''}`)
    expect(() => verifyAssertionSignature(moved, certificate)).toThrow(
      expect.objectContaining({ code: 'ERR_LOGIN_SIGNATURE' }),
    )
  })

  it('with an algorithm of another kind of key is refused before it is checked', () => {
    const { text } = signingInput({ algorithm: 'ES256', certificate: card('hca-personnel').der, claims })
    const assertion = parseAssertion(assembleAssertion(text, new Uint8Array(64).fill(1)))
    expect(() => verifyAssertionSignature(assertion, parseCertificate(assertion.certificate))).toThrow(
      expect.objectContaining({ code: 'ERR_LOGIN_MALFORMED', details: { field: 'alg' } }),
    )
  })
})
