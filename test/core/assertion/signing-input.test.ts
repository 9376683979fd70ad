import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { compactVerify, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { requireAlgorithmFitsKey } from '../../../core/assertion/algorithms.ts'
import { ecdsaSignatureToRaw } from '../../../core/assertion/ecdsa-signature.ts'
import { assembleAssertion, signingInput } from '../../../core/assertion/signing-input.ts'
import { DerError, readDer } from '../../../core/pki/der.ts'
import { fromHex } from '../../../core/bytes/hex.ts'
import { parsePublicKey } from '../../../core/pki/public-key.ts'
import { claims } from './sample.ts'

const certificate = new Uint8Array([0x30, 1, 2])
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength })
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })
const parsed = ({ publicKey }: ReturnType<typeof ec>) =>
  parsePublicKey(readDer(new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })), 'spki'))

describe('what the card signs', () => {
  it('is the domain tag, the certificate and the claims, in ASCII', () => {
    const { text, bytes } = signingInput({ algorithm: 'RS256', certificate, claims })
    const [header = '', payload = ''] = text.split('.')
    expect(Buffer.from(header, 'base64url').toString()).toBe('{"alg":"RS256","typ":"card-login+jwt","x5c":["MAEC"]}')
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual(claims)
    expect(Buffer.from(bytes).toString('latin1')).toBe(text)
  })

  it('is a JWS that others verify: RS256', async () => {
    const keys = rsa(2048)
    const { text, bytes } = signingInput({ algorithm: 'RS256', certificate, claims })
    const token = assembleAssertion(text, sign('sha256', bytes, keys.privateKey))
    const { payload } = await compactVerify(token, keys.publicKey, { algorithms: ['RS256'] })
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual(claims)
    expect(decodeProtectedHeader(token).typ).toBe('card-login+jwt')
  })

  it('is a JWS that others verify: ES256, from the DER that cards and libraries give', async () => {
    const keys = ec('P-256')
    const { text, bytes } = signingInput({ algorithm: 'ES256', certificate, claims })
    for (let round = 0; round < 50; round++) {
      const token = assembleAssertion(
        text,
        ecdsaSignatureToRaw(
          sign('sha256', bytes, createPrivateKey(keys.privateKey.export({ format: 'pem', type: 'pkcs8' }))),
        ),
      )
      await expect(compactVerify(token, keys.publicKey, { algorithms: ['ES256'] })).resolves.toBeDefined()
    }
  })
})

describe('R‖S', () => {
  it('pads small numbers and drops the sign octet', () => {
    const raw = ecdsaSignatureToRaw(fromHex('30 08 02 01 05 02 03 00 ff 01'))
    expect(Buffer.from(raw).toString('hex')).toBe(`${'00'.repeat(31)}05${'00'.repeat(30)}ff01`)
  })

  it.each([
    ['a long form length', '30 81 06 02 01 05 02 01 07'],
    ['a superfluous zero', '30 07 02 02 00 05 02 01 07'],
    ['a negative number', '30 06 02 01 85 02 01 07'],
    ['zero', '30 06 02 01 00 02 01 07'],
    ['one number', '30 03 02 01 05'],
    ['three numbers', '30 09 02 01 05 02 01 07 02 01 09'],
    ['something after it', '30 06 02 01 05 02 01 07 00'],
    ['a number of 33 octets', `30 26 02 21 01${'00'.repeat(32)} 02 01 07`],
  ])('is not made of %s', (_, hex) => {
    expect(() => ecdsaSignatureToRaw(fromHex(hex))).toThrow(DerError)
  })
})

describe('the algorithm is the key’s, not the token’s', () => {
  const small = parsed(rsa(1024))
  const large = parsed(rsa(2048))
  const curve = parsed(ec('P-256'))

  it('RS256 goes with RSA of 2048 bits, ES256 with P-256', () => {
    expect(() => requireAlgorithmFitsKey('RS256', large)).not.toThrow()
    expect(() => requireAlgorithmFitsKey('ES256', curve)).not.toThrow()
  })

  it.each([
    ['ES256', large],
    ['RS256', curve],
    ['RS256', small],
    ['ES256', parsed(ec('P-384'))],
  ] as const)('%s is refused with any other key', (algorithm, key) => {
    expect(() => requireAlgorithmFitsKey(algorithm, key)).toThrow(
      expect.objectContaining({ code: 'ERR_LOGIN_MALFORMED', details: { field: 'alg' } }),
    )
  })
})
