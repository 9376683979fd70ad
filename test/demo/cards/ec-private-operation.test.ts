import { createHash, generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { importEcPrivateKey, signDigest } from '../../../demo/cards/ec-private-operation.ts'

describe('ECDSA over a digest', () => {
  it('is what everybody verifies', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = importEcPrivateKey(privateKey.export({ format: 'jwk' }) as JsonWebKey)
    for (let i = 0; i < 20; i++) {
      const message = Buffer.from(`message ${i}`)
      const signature = signDigest(key, createHash('sha256').update(message).digest())
      expect(verify('sha256', message, publicKey, signature)).toBe(true)
      expect(verify('sha256', Buffer.from('another'), publicKey, signature)).toBe(false)
    }
  })

  it('a key of another curve is refused', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    expect(() => importEcPrivateKey(privateKey.export({ format: 'jwk' }) as JsonWebKey)).toThrow(TypeError)
  })
})
