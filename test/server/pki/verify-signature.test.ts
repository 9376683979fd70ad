import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readDer } from '../../../core/pki/der.ts'
import { parsePublicKey } from '../../../core/pki/public-key.ts'
import { verifySignature, verifyWith } from '../../../server/pki/verify-signature.ts'

const message = new TextEncoder().encode('message')
const parsed = (key: KeyObject) =>
  parsePublicKey(readDer(new Uint8Array(key.export({ format: 'der', type: 'spki' })), 'spki'))
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const rsaSha256 = { key: 'rsa', hash: 'SHA-256' } as const
const ecSha256 = { key: 'ec', hash: 'SHA-256' } as const

describe('verifySignature', () => {
  it('knows RSA PKCS#1 v1.5 with each hash, and no padding of another kind', () => {
    const key = parsed(rsa.publicKey)
    for (const hash of ['SHA-256', 'SHA-384', 'SHA-512'] as const) {
      const signature = sign(hash.replace('-', ''), message, rsa.privateKey)
      expect(verifySignature({ key: 'rsa', hash }, key, message, signature)).toBe(true)
    }
    const pss = sign('sha256', message, { key: rsa.privateKey, padding: 6 })
    expect(verifySignature(rsaSha256, key, message, pss)).toBe(false)
  })

  it.each(['P-256', 'P-384', 'P-521'])('knows ECDSA on %s, in the one form asked for', (namedCurve) => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve })
    const key = parsed(publicKey)
    const der = sign('sha256', message, privateKey)
    const raw = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    expect(verifySignature(ecSha256, key, message, der)).toBe(true)
    expect(verifySignature(ecSha256, key, message, raw)).toBe(false)
    expect(verifyWith(ecSha256, key, message, raw, 'ieee-p1363')).toBe(true)
    expect(verifyWith(ecSha256, key, message, der, 'ieee-p1363')).toBe(false)
  })

  it('says no to a key of another kind, to nothing and to nonsense, without an exception', () => {
    const key = parsed(rsa.publicKey)
    const ed25519 = parsed(generateKeyPairSync('ed25519').publicKey)
    const good = sign('sha256', message, rsa.privateKey)
    expect(verifySignature(ecSha256, key, message, good)).toBe(false)
    expect(verifySignature(rsaSha256, ed25519, message, good)).toBe(false)
    for (const signature of [new Uint8Array(), new Uint8Array(256), new Uint8Array(10_000).fill(255)]) {
      expect(verifySignature(rsaSha256, key, message, signature)).toBe(false)
    }
  })
})
