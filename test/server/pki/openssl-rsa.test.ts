import { constants, createPublicKey, generateKeyPairSync, publicEncrypt, randomBytes, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readDer } from '../../../core/pki/der.ts'
import { type RsaPublicKey, parsePublicKey } from '../../../core/pki/public-key.ts'
import { rsaPkcs1 } from '../../../core/pki/signature-schemes.ts'
import { openOpensslRsa } from '../../../server/pki/openssl-rsa.ts'
import { verifyByOpensslRsa, verifySignature } from '../../../server/pki/verify-signature.ts'

const power = openOpensslRsa()

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ownKey = rsaKey(publicKey.export({ format: 'der', type: 'spki' }))
const message = randomBytes(100)
const scheme = rsaPkcs1('SHA-256')

function rsaKey(spki: Buffer): RsaPublicKey {
  const key = parsePublicKey(readDer(new Uint8Array(spki), 'spki'))
  if (key.type !== 'rsa') throw new Error('an RSA key was made')
  return key
}

/** No key anybody could sign with, but a modulus to calculate with. */
function randomKey(octets: number, exponent: readonly number[] = [3]): RsaPublicKey {
  const modulus = new Uint8Array(randomBytes(octets))
  modulus[0] = (modulus[0] ?? 0) | 0x80
  modulus[octets - 1] = (modulus[octets - 1] ?? 0) | 1
  return { ...ownKey, modulus, modulusBits: 8 * octets, exponent: Uint8Array.from(exponent) }
}
const number = (octets: Uint8Array): bigint => BigInt(`0x${Buffer.from(octets).toString('hex')}`)
const cubed = ({ modulus }: RsaPublicKey, base: Uint8Array): bigint => number(base) ** 3n % number(modulus)

function byNodeCrypto({ modulus, exponent }: RsaPublicKey, base: Uint8Array): Buffer {
  const [n, e] = [modulus, exponent].map((octets) => Buffer.from(octets).toString('base64url'))
  const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
  return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, base)
}

it('can be had here', ({ skip }) => {
  if (!power) skip('koffi or a Node that exports OpenSSL')
  expect(verifyByOpensslRsa(scheme, ownKey, message, sign('sha256', message, privateKey))).toBe(true)
})

describe.skipIf(!power)('RSA by OpenSSL itself', () => {
  if (!power) return
  it.each([
    [256, [1, 0, 1]],
    [257, [1, 0, 1]],
    [384, [3]],
    [512, [1, 0, 1]],
    [1024, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
  ])('is node:crypto’s operation for %i octets and the exponent %j, the key kept or not', (octets, exponent) => {
    const key = randomKey(octets, exponent)
    for (const keep of [false, true, true, false]) {
      // In the middle of other memory.
      const base = new Uint8Array(randomBytes(octets + 9)).subarray(5, 5 + octets)
      base[0] = 0
      expect(Buffer.from(power(key, base, keep) || [])).toEqual(byNodeCrypto(key, base))
    }
  })

  it('takes no number that is not below the modulus, nor one of another length', () => {
    const { modulus } = ownKey
    expect(power(ownKey, modulus, false)).toBe(false)
    expect(power(ownKey, new Uint8Array(256).fill(0xff), true)).toBe(false)
    for (const length of [0, 1, 255, 257, 10_000]) expect(power(ownKey, new Uint8Array(length), false)).toBe(false)
    const below = Uint8Array.from(modulus)
    below[255] = (below[255] ?? 0) - 1
    // (n − 1)^e = −1 for an odd exponent.
    expect(Buffer.from(power(ownKey, below, false) || [])).toEqual(Buffer.from(below))
  })

  it('leaves keys to node:crypto that nobody may sign with', () => {
    const { modulus } = ownKey
    const base = new Uint8Array(256)
    const even = Uint8Array.from(modulus)
    even[255] = (even[255] ?? 0) & 0xfe
    const others: Partial<RsaPublicKey>[] = [
      { modulus: new Uint8Array() },
      { modulus: modulus.subarray(1) },
      { modulus: new Uint8Array(1025).fill(0xff) },
      { modulus: Uint8Array.of(0, ...modulus.subarray(1)) },
      { modulus: even },
      { exponent: new Uint8Array() },
      { exponent: Uint8Array.of(1) },
      { exponent: Uint8Array.of(4) },
      { exponent: new Uint8Array(9).fill(0xff) },
    ]
    for (const other of others) expect(power({ ...ownKey, ...other }, base, true)).toBeUndefined()
  })

  it('is right for a key whose place others took, and for those', () => {
    const keys = Array.from({ length: 5000 }, () => randomKey(256))
    const base = new Uint8Array(256).fill(0x5a)
    base[0] = 0
    for (const round of [1, 2]) {
      const wrong = keys.filter((key, index) => {
        const found = power(key, base, true)
        return index % 100 === 0 && (!found || number(found) !== cubed(key, base))
      })
      expect(wrong, `round ${round}`).toEqual([])
    }
  })

  it('leaves a key of 1024 bits to node:crypto, which answers', () => {
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const key = rsaKey(small.publicKey.export({ format: 'der', type: 'spki' }))
    const signature = sign('sha256', message, small.privateKey)
    expect(verifyByOpensslRsa(scheme, key, message, signature)).toBeUndefined()
    expect(verifySignature(scheme, key, message, signature)).toBe(true)
  })
})
