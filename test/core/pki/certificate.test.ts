import { readFileSync } from 'node:fs'
import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { keyWeakness } from '../../../core/pki/algorithms.ts'
import { parseCertificate } from '../../../core/pki/certificate.ts'
import { DerError, context, readDer, tags } from '../../../core/pki/der.ts'
import { der, derOid } from '../../../core/pki/der-writer.ts'
import { fingerprint } from '../../../core/pki/fingerprint.ts'
import { keyIdentifier } from '../../../core/pki/key-identifier.ts'
import { subjectTypesOf } from '../../../core/pki/leaf-profile.ts'
import { parsePublicKey } from '../../../core/pki/public-key.ts'
import { derOfFile } from '../../../core/pki/pem.ts'
import {
  certificateDer,
  ecdsaSha256,
  ext,
  extension,
  makeAuthority,
  makeKeys,
  name,
  signed,
  time,
  utf8,
} from './make-certificate.ts'

const file = (name: string) => derOfFile(readFileSync(new URL(`../../fixtures/certs/${name}`, import.meta.url)))

describe('a real authority’s certificate', () => {
  const moica = parseCertificate(file('MOICA2_2014.pem'))

  it('is the pinned one', () => {
    expect(fingerprint(moica.der)).toBe('c4c462de463f856804dc898338d2cecb55fba74155851599d8fb7d70218fd1be')
  })

  it('says who, until when, and for what', () => {
    expect(moica.subject.textsOf('2.5.4.11')).toEqual(['內政部憑證管理中心'])
    expect(new Date(moica.notAfter).toISOString()).toBe('2034-01-02T06:31:04.000Z')
    expect(moica.extensions.basicConstraints).toEqual({ cA: true, pathLenConstraint: 0 })
    expect([...(moica.extensions.keyUsage ?? [])]).toEqual(['keyCertSign', 'cRLSign'])
    expect(moica.extensions.certificatePolicies?.map(({ policy }) => policy)).toEqual(['2.16.886.101.0.3.3'])
    expect(moica.publicKey).toMatchObject({ type: 'rsa', modulusBits: 2048 })
    expect(moica.unknownCritical).toEqual([])
  })

  it('has the key identifier that it claims, computed from its key', () => {
    expect(keyIdentifier(moica)).toBe(moica.extensions.subjectKeyIdentifier)
  })
})

describe('a real card’s encryption certificate', () => {
  const card = parseCertificate(file('moica_test_user_1.der'))

  it('has a serial of 16 octets, two list addresses, an answerer and a subject type', () => {
    expect(card.serialNumber).toBe('5cdd0d3a0a9a356f464b9ea110acb5c2')
    expect(card.extensions.cRLDistributionPoints).toHaveLength(2)
    expect(card.extensions.ocspResponders).toEqual(['http://moica.nat.gov.tw/OCSP/ocsp'])
    expect(subjectTypesOf(card)).toEqual(['2.16.886.1.100.3.1.9'])
    expect([...(card.extensions.keyUsage ?? [])]).toEqual(['keyEncipherment', 'dataEncipherment'])
  })
})

describe('a certificate is refused that', () => {
  const authority = makeAuthority('Root')
  const options = { subject: authority.subject, issuer: authority.subject, signer: authority.keys }
  const good = certificateDer({ ...options, extensions: [ext.endEntity()] })

  it('is cut, at any place', () => {
    for (let length = 0; length < good.length; length++) {
      expect(() => parseCertificate(good.subarray(0, length))).toThrow(DerError)
    }
  })

  it('has something after it', () => {
    expect(() => parseCertificate(new Uint8Array([...good, 0]))).toThrow(DerError)
  })

  it('has an extension twice', () => {
    const twice = certificateDer({
      ...options,
      extensions: [ext.keyUsage('cRLSign'), ext.keyUsage('digitalSignature')],
    })
    expect(() => parseCertificate(twice)).toThrow('twice')
  })

  it('says another algorithm outside than inside', () => {
    const [inside, outside] = ['1.2.840.10045.4.3.3', '1.2.840.10045.4.3.2'].map((oid) =>
      der(tags.sequence, derOid(oid)),
    )
    const mixed = certificateDer({ ...options, algorithm: inside ?? ecdsaSha256 })
    // Both identifiers have the same length, so only the outer one is replaced.
    const at = Buffer.from(mixed).lastIndexOf(Buffer.from(inside ?? []))
    mixed.set(outside ?? [], at)
    expect(() => parseCertificate(mixed)).toThrow('inner and outer differ')
  })

  it('has extensions without being version 3', () => {
    const keys = makeKeys()
    const tbs = der(
      tags.sequence,
      der(tags.integer, [1]),
      ecdsaSha256,
      name(authority.subject),
      der(tags.sequence, time('2024-01-01'), time('2030-01-01')),
      name(authority.subject),
      new Uint8Array(keys.publicKey.export({ format: 'der', type: 'spki' })),
      der(context(3, true), der(tags.sequence, ext.endEntity())),
    )
    expect(() => parseCertificate(signed(tbs, authority.keys))).toThrow(DerError)
  })

  it('has a path length but is no authority', () => {
    const bad = extension('2.5.29.19', der(tags.sequence, der(tags.integer, [0])))
    expect(() => parseCertificate(certificateDer({ ...options, extensions: [bad] }))).toThrow(DerError)
  })

  it('qualifies a policy with anything but pairs of a kind and a value', () => {
    const read = (...qualifiers: Parameters<typeof der>[1][]) => {
      const policy = der(tags.sequence, derOid('2.16.886.101.0.3.3'), der(tags.sequence, ...qualifiers))
      return parseCertificate(
        certificateDer({ ...options, extensions: [extension('2.5.29.32', der(tags.sequence, policy))] }),
      )
    }
    const kind = derOid('1.3.6.1.5.5.7.2.1')
    const value = der(tags.ia5String, utf8('https://example.tw/cps'))
    expect(read(der(tags.sequence, kind, value)).extensions.certificatePolicies).toHaveLength(1)
    expect(() => read()).toThrow('certificatePolicies')
    expect(() => read(der(tags.sequence, kind))).toThrow('certificatePolicies')
    expect(() => read(der(tags.sequence, kind, value, value))).toThrow('certificatePolicies')
  })

  it('has no issuer', () => {
    expect(() => parseCertificate(certificateDer({ ...options, issuer: [] }))).toThrow('issuer: empty')
  })
})

describe('keys', () => {
  const rsa = (modulusLength: number, publicExponent = 65_537) => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength, publicExponent })
    return keyWeakness(
      parsePublicKey(readDer(new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })), 'spki')),
    )
  }

  it('RSA has at least 2048 bits', () => {
    expect([rsa(2048), rsa(2048, 3), rsa(2040), rsa(1024)]).toEqual([undefined, undefined, 'RSA-2040', 'RSA-1024'])
  })

  it('RSA with exponent 1 lets anybody sign', () => {
    const modulus = new Uint8Array(256).fill(0xc1)
    const key = (exponent: number[]) =>
      keyWeakness({
        type: 'rsa',
        modulusBits: 2048,
        modulus,
        exponent: new Uint8Array(exponent),
        spki: modulus,
        keyBits: modulus,
      })
    expect([key([1]), key([2]), key([]), key([1, 0, 1])]).toEqual([
      ...Array(3).fill('RSA with a bad exponent'),
      undefined,
    ])
  })

  const authority = makeAuthority('Root')

  it('a point off its curve is no key', () => {
    const spki = new Uint8Array(authority.keys.publicKey.export({ format: 'der', type: 'spki' }))
    const at = Buffer.from(authority.certificate.der).indexOf(Buffer.from(spki))
    const forged = new Uint8Array(authority.certificate.der)
    forged[at + spki.length - 1] = (forged[at + spki.length - 1] ?? 0) ^ 1
    expect(keyWeakness(authority.certificate.publicKey)).toBeUndefined()
    expect(keyWeakness(parseCertificate(forged).publicKey)).toBe('P-256 with a bad point')
  })
})
