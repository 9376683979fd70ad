import { X509Certificate, createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { certificateCardTypes } from '../../../core/cards/card-types.ts'
import { demoCards } from '../../../demo/cards/demo-cards.ts'
import { issuingAuthorityCodes } from '../../../demo/pki/authorities.ts'
import { makeCrl } from '../../../demo/pki/crl.ts'
import type { DemoAuthority, DemoPki } from '../../../demo/pki/demo-pki.ts'
import { makeDemoPki } from '../../../demo/pki/make-demo-pki.ts'
import { answerOcsp } from '../../../demo/pki/ocsp.ts'
import { hasOpenSsl, OpenSsl } from './open-ssl.ts'

const now = new Date()
const openSsl = new OpenSsl()
let pki: DemoPki

beforeAll(async () => {
  pki = await makeDemoPki({ now })
}, 60_000)
beforeEach(({ skip }) => skip(!hasOpenSsl, 'the openssl command is missing'))
afterAll(() => {
  openSsl.dispose()
})

const card = (id: string) => {
  const found = pki.cards.find((file) => file.id === id)
  if (!found) throw new Error(`no card ${id}`)
  return found
}
const certificateOf = (id: string) => card(id).certificate ?? ''
const x509 = (base64: string) => new X509Certificate(Buffer.from(base64, 'base64'))

const issuerOf = (id: string): DemoAuthority => {
  const authority = Object.values(pki.authorities).find(({ certificate }) => certificate === card(id).issuerCertificate)
  if (!authority) throw new Error(`${id} has no issuing authority`)
  return authority
}

const crlFile = async (authority: DemoAuthority) => openSsl.file(`${authority.slug}.crl`, await makeCrl(authority, now))

async function verify(id: string): Promise<string> {
  const authority = issuerOf(id)
  const [leafCrl, rootCrl] = [await crlFile(authority), await crlFile(pki.root)].map((path) => {
    const pem = `${path}.pem`
    openSsl.run('crl', '-inform', 'DER', '-in', path, '-out', pem)
    return pem
  })
  const rules = 'verify -x509_strict -crl_check_all -policy_check -explicit_policy -policy 2.16.886.101.0.3.3'
  const revocation = ['-CRLfile', leafCrl ?? '', '-CRLfile', rootCrl ?? '']
  const trust = ['-CAfile', openSsl.pem('root.pem', pki.root.certificate)]
  const chain = ['-untrusted', openSsl.pem('ca.pem', authority.certificate)]
  return openSsl.run(...rules.split(' '), ...revocation, ...trust, ...chain, openSsl.pem('leaf.pem', certificateOf(id)))
}

const refusal = async (id: string): Promise<string> => {
  try {
    return `accepted: ${await verify(id)}`
  } catch (error) {
    return String(error)
  }
}

describe('the demo PKI', () => {
  it('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(pki))).toEqual(pki)
  })

  it('has a good card of every kind that carries a certificate, and no two keys alike', () => {
    for (const cardType of certificateCardTypes) expect(card(cardType).cardType).toBe(cardType)
    const moduli = [
      ...pki.cards.flatMap(({ privateKey }) => (privateKey ? [privateKey.n ?? privateKey.x] : [])),
      ...[pki.root, pki.impostor, ...Object.values(pki.authorities)].map(({ privateKey }) => privateKey.n),
    ]
    expect(new Set(moduli).size).toBe(moduli.length)
  })

  it.each(certificateCardTypes)('a good %s card is valid to openssl -x509_strict, with CRLs and policy', async (id) => {
    expect(await verify(id)).toContain('OK')
  })

  it.each(demoCards.filter(({ certificate }) => certificate).map(({ id }) => id))(
    'the key on %s is the one in its certificate',
    (id) => {
      const publicKey = createPublicKey(createPrivateKey({ key: { ...card(id).privateKey }, format: 'jwk' }))
      expect(x509(certificateOf(id)).publicKey.equals(publicKey)).toBe(true)
    },
  )

  it('the revoked card is revoked, the expired one expired, and each is otherwise like a good one', async () => {
    expect(await refusal('hca-personnel-revoked')).toContain('certificate revoked')
    expect(await refusal('hca-personnel-expired')).toContain('certificate has expired')
    for (const id of ['hca-personnel-unassigned', 'hca-personnel-blocked', 'hca-personnel-production'])
      expect(await verify(id)).toContain('OK')
  })

  it('the impostor has the name of the HCA and not its key, and its card fails under the HCA', () => {
    const genuine = x509(pki.authorities.HCA.certificate)
    const impostor = x509(pki.impostor.certificate)
    expect(impostor.subject).toBe(genuine.subject)
    expect(pki.impostor.keyId).not.toBe(pki.authorities.HCA.keyId)
    const forged = x509(certificateOf('hca-personnel-wrong-ca'))
    expect(forged.subject).toBe(x509(certificateOf('hca-personnel')).subject)
    expect(forged.verify(genuine.publicKey)).toBe(false)
    expect(forged.verify(impostor.publicKey)).toBe(true)
  })

  it('a card certificate has the profile of the government PKI', () => {
    const text = openSsl.run('x509', '-noout', '-text', '-in', openSsl.pem('moeaca.pem', certificateOf('moeaca')))
    expect(text).toMatch(/X509v3 Key Usage: critical\s+Digital Signature\n/)
    expect(text).toContain('Policy: 2.16.886.101.0.3.3')
    expect(text).toContain('URI:http://pki.localhost/moeaca/complete.crl')
    expect(text).toContain('OCSP - URI:http://pki.localhost/moeaca/ocsp')
    expect(text).toContain('CA Issuers - URI:http://pki.localhost/moeaca/ca.cer')
    expect(text).not.toContain('X509v3 Basic Constraints')
    const asn1 = openSsl.run('asn1parse', '-inform', 'DER', '-in', openSsl.file('moeaca.der', certificateOf('moeaca')))
    expect(asn1).toMatch(/serialNumber\s+.*PRINTABLESTRING\s+:0000000000005001/)
  })

  it('attributes name the subject type, the business number and the government unit', () => {
    const attributes = (id: string) => {
      const parse = ['asn1parse', '-inform', 'DER', '-in', openSsl.file('leaf.der', certificateOf(id))]
      const offset = /X509v3 Subject Directory Attributes\s+(\d+):/.exec(openSsl.run(...parse))?.[1] ?? ''
      return openSsl.run(...parse, '-strparse', offset)
    }
    expect(attributes('hca-personnel')).toContain(':2.16.886.1.100.3.1.7')
    expect(attributes('hca-institution')).toContain(':2.16.886.1.100.3.2.21')
    expect(attributes('moica')).toContain(':2.16.886.1.100.3.1.1')
    expect(attributes('moeaca')).toMatch(/:2\.16\.886\.1\.100\.2\.101\n.*SET.*\n.*PRINTABLESTRING\s+:99991003\n/)
    expect(attributes('gca-unit')).toContain(':2.16.886.101.90099.90099')
  })

  it('key identifiers are the SHA-1 of the key bits, as enrolments use them', () => {
    for (const code of issuingAuthorityCodes) {
      const { certificate, keyId } = pki.authorities[code]
      const text = openSsl.run(
        'x509',
        '-noout',
        '-ext',
        'subjectKeyIdentifier',
        '-in',
        openSsl.pem('x.pem', certificate),
      )
      expect(text.replaceAll(/[^0-9A-F]/g, '').toLowerCase()).toContain(keyId)
    }
  })
})

describe('a revocation list', () => {
  it('lives seven days, names its key, and its number grows', async () => {
    const later = new Date(now.getTime() + 60_000)
    const [first, second] = await Promise.all([makeCrl(pki.authorities.HCA, now), makeCrl(pki.authorities.HCA, later)])
    const show = (bytes: Uint8Array) =>
      openSsl.run('crl', '-inform', 'DER', '-noout', '-text', '-in', openSsl.file('x.crl', bytes))
    const text = show(first)
    const number = (shown: string) => BigInt(/CRL Number: ?\s+(?:0x)?([0-9A-F]+)/i.exec(shown)?.[1] ?? 0)
    expect(number(show(second))).toBeGreaterThan(number(text))
    expect(text.replaceAll(':', '').toLowerCase()).toContain(pki.authorities.HCA.keyId)
    const date = (name: string) => Date.parse(new RegExp(`${name} Update: (.*)`).exec(text)?.[1] ?? '')
    expect(date('Next') - date('Last')).toBe(7 * 86_400_000)
    expect(text).toContain('Key Compromise')
  })

  it('is signed by its authority', async () => {
    const crl = openSsl.file('moica.crl', await makeCrl(pki.authorities.MOICA, now))
    const verifyUnder = (authority: DemoAuthority) => {
      const ca = openSsl.pem(`${authority.slug}.pem`, authority.certificate)
      openSsl.run('crl', '-inform', 'DER', '-noout', '-CAfile', ca, '-in', crl)
    }
    expect(() => {
      verifyUnder(pki.authorities.MOICA)
    }).not.toThrow()
    expect(() => {
      verifyUnder(pki.authorities.GCA)
    }).toThrow()
  })
})

describe('an OCSP answer', () => {
  /** What openssl reads in our answer, once it has found the signature, the certificate identifier and the nonce right. */
  const ask = async (id: string, ...options: string[]) => {
    const issuer = openSsl.pem('issuer.pem', issuerOf(id).certificate)
    const certificate = ['-issuer', issuer, ...options, '-cert', openSsl.pem('leaf.pem', certificateOf(id))]
    const request = join(openSsl.folder, 'request.der')
    openSsl.run('ocsp', ...certificate, '-reqout', request)
    const response = openSsl.file('response.der', await answerOcsp(pki, readFileSync(request), now))
    const trust = ['-CAfile', openSsl.pem('chain.pem', pki.root.certificate, issuerOf(id).certificate)]
    openSsl.run('ocsp', '-issuer', issuer, '-reqin', request, '-respin', response, ...trust)
    return openSsl.run('ocsp', '-no_nonce', ...certificate, '-respin', response, '-resp_text', ...trust)
  }

  it('says good, and is signed by a responder that the authority certified for it', async () => {
    const text = await ask('hca-personnel')
    expect(text).toContain('leaf.pem: good')
    expect(text).toContain('OCSP Signing')
    expect(text).toContain('OCSP Nonce')
  })

  it('says revoked, with the time', async () => {
    expect(await ask('hca-personnel-revoked')).toMatch(/leaf\.pem: revoked[^]*Reason: keyCompromise[^]*Revocation Time/)
  })

  it('understands certificate identifiers made with SHA-256', async () => {
    expect(await ask('moica', '-sha256')).toContain('leaf.pem: good')
  })

  it('says unknown of a serial number that the authority never gave', async () => {
    const forgetful = { ...pki, authorities: { ...pki.authorities, HCA: { ...pki.authorities.HCA, issued: [] } } }
    const kept = pki
    pki = forgetful
    try {
      expect(await ask('hca-institution')).toContain('leaf.pem: unknown')
    } finally {
      pki = kept
    }
  })

  it('refuses an issuer it is not, and bytes that are no request, by status', async () => {
    const stranger = openSsl.pem('stranger.pem', pki.impostor.certificate)
    const leaf = openSsl.pem('leaf.pem', certificateOf('hca-personnel-wrong-ca'))
    const request = join(openSsl.folder, 'stranger.der')
    openSsl.run('ocsp', '-issuer', stranger, '-cert', leaf, '-reqout', request)
    expect(await answerOcsp(pki, readFileSync(request), now)).toEqual(Uint8Array.of(0x30, 3, 0x0a, 1, 6))
    expect(await answerOcsp(pki, Uint8Array.of(0x30, 0), now)).toEqual(Uint8Array.of(0x30, 3, 0x0a, 1, 1))
  })
})
