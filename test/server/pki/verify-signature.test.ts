import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readDer } from '../../../core/pki/der.ts'
import { type PublicKey, parsePublicKey } from '../../../core/pki/public-key.ts'
import { ecdsa, rsaPkcs1, rsaPss } from '../../../core/pki/signature-schemes.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'

const message = new TextEncoder().encode('message')
const parsed = (key: KeyObject) =>
  parsePublicKey(readDer(new Uint8Array(key.export({ format: 'der', type: 'spki' })), 'spki'))
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const rsaKey = parsed(rsa.publicKey)
const hashes = ['SHA-256', 'SHA-384', 'SHA-512'] as const

const signPss = (key: KeyObject, hash: string, saltLength: number) =>
  sign(hash.replace('-', ''), message, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength })

describe('verifySignature', () => {
  it.each(hashes)('knows RSA PKCS#1 v1.5 with %s, and no other padding or hash under its name', (hash) => {
    const good = sign(hash.replace('-', ''), message, rsa.privateKey)
    expect(hashes.filter((other) => verifySignature(rsaPkcs1(other), rsaKey, message, good))).toEqual([hash])
    expect(verifySignature(rsaPss(hash), rsaKey, message, good)).toBe(false)
  })

  it.each(hashes)('knows PSS with %s, and takes the salt, hash and mask asked for alone', (hash) => {
    const length = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 }[hash]
    const good = signPss(rsa.privateKey, hash, length)
    expect(hashes.filter((other) => verifySignature(rsaPss(other), rsaKey, message, good))).toEqual([hash])
    expect(verifySignature(rsaPkcs1(hash), rsaKey, message, good)).toBe(false)
    expect(verifySignature(rsaPss(hash, 'SHA-1'), rsaKey, message, good)).toBe(false)
    expect(verifySignature(rsaPss(hash, hash, 20), rsaKey, message, good)).toBe(false)
    const shortSalt = signPss(rsa.privateKey, hash, 20)
    expect(verifySignature(rsaPss(hash), rsaKey, message, shortSalt)).toBe(false)
    expect(verifySignature(rsaPss(hash, hash, 20), rsaKey, message, shortSalt)).toBe(true)
  })

  it.each(['P-256', 'P-384', 'P-521'])('knows ECDSA on %s, in the one form asked for', (namedCurve) => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve })
    const key = parsed(publicKey)
    const forms = ['der', 'ieee-p1363'] as const
    for (const dsaEncoding of forms) {
      const good = sign('sha256', message, { key: privateKey, dsaEncoding })
      expect(forms.filter((form) => verifySignature(ecdsa('SHA-256', form), key, message, good))).toEqual([dsaEncoding])
    }
  })

  it('says no to a key of another kind, to nothing and to nonsense, without an exception', () => {
    const ed25519 = parsed(generateKeyPairSync('ed25519').publicKey)
    const good = sign('sha256', message, rsa.privateKey)
    expect(verifySignature(ecdsa('SHA-256', 'der'), rsaKey, message, good)).toBe(false)
    expect(verifySignature(rsaPkcs1('SHA-256'), ed25519, message, good)).toBe(false)
    for (const scheme of [rsaPkcs1('SHA-256'), rsaPss('SHA-256')]) {
      for (const signature of [new Uint8Array(), new Uint8Array(256), new Uint8Array(10_000).fill(255)]) {
        expect(verifySignature(scheme, rsaKey, message, signature)).toBe(false)
      }
    }
  })
})

describe('a key that its owner bound to PSS', () => {
  type Parameters = Extract<PublicKey, { type: 'rsa-pss' }>['parameters']
  /** The RSA key above, said to be bound: so only the binding can be what refuses. */
  const bound = (parameters: Parameters): PublicKey => {
    if (rsaKey.type !== 'rsa') throw new Error('an RSA key was made')
    return { ...rsaKey, type: 'rsa-pss', parameters }
  }

  it('makes no PKCS#1 v1.5 signature', () => {
    const good = sign('sha256', message, rsa.privateKey)
    expect(verifySignature(rsaPkcs1('SHA-256'), bound(undefined), message, good)).toBe(false)
  })

  it('to nothing more, makes PSS with any hash, mask and salt', () => {
    const key = parsed(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey)
    expect(key).toMatchObject({ type: 'rsa-pss', parameters: undefined, modulusBits: 2048 })
    for (const hash of hashes) {
      const good = signPss(rsa.privateKey, hash, 40)
      expect(verifySignature(rsaPss(hash, hash, 40), bound(undefined), message, good)).toBe(true)
    }
  })

  it('with a hash, a mask and a least salt, makes nothing else', () => {
    const parameters = { hash: 'SHA-384', mgfHash: 'SHA-384', saltLength: 40 } as const
    const accepts = (hash: (typeof hashes)[number], saltLength: number) =>
      verifySignature(
        rsaPss(hash, hash, saltLength),
        bound(parameters),
        message,
        signPss(rsa.privateKey, hash, saltLength),
      )
    expect([accepts('SHA-384', 40), accepts('SHA-384', 48)]).toEqual([true, true])
    expect([accepts('SHA-384', 39), accepts('SHA-256', 40), accepts('SHA-512', 64)]).toEqual([false, false, false])
  })

  it('may have a mask of another hash than its message', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa-pss', {
      modulusLength: 2048,
      hashAlgorithm: 'sha384',
      mgf1HashAlgorithm: 'sha256',
    })
    const key = parsed(publicKey)
    expect(key).toMatchObject({ parameters: { hash: 'SHA-384', mgfHash: 'SHA-256', saltLength: 48 } })
    const good = signPss(privateKey, 'SHA-384', 200)
    expect(verifySignature(rsaPss('SHA-384', 'SHA-256', 200), key, message, good)).toBe(true)
    expect(verifySignature(rsaPss('SHA-384', 'SHA-384', 200), key, message, good)).toBe(false)
  })

  it.each([
    ['sha1', 'sha1'],
    ['sha224', 'sha256'],
  ])('to %s is a key that we have no use for', (hash, mask) => {
    const options = { modulusLength: 2048, hashAlgorithm: hash, mgf1HashAlgorithm: mask }
    expect(parsed(generateKeyPairSync('rsa-pss', options).publicKey).type).toBe('unsupported')
  })
})
