import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { assertionAlgorithms } from '../../../core/assertion/algorithms.ts'
import { type JwsAlgorithm, jwsAlgorithmFits, jwsAlgorithms } from '../../../core/assertion/jws-algorithms.ts'
import { readDer } from '../../../core/pki/der.ts'
import { parsePublicKey } from '../../../core/pki/public-key.ts'

const parsed = ({ publicKey }: { publicKey: KeyObject }) =>
  parsePublicKey(readDer(new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })), 'spki'))
const rsa = (modulusLength: number) => parsed(generateKeyPairSync('rsa', { modulusLength }))
const ec = (namedCurve: string) => parsed(generateKeyPairSync('ec', { namedCurve }))

const names = Object.keys(jwsAlgorithms) as JwsAlgorithm[]
const rsaNames = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']

describe('an algorithm goes with its kind and size of key', () => {
  it.each([
    ['RSA-2048', rsa(2048), rsaNames],
    ['RSA-1024', rsa(1024), []],
    ['P-256', ec('P-256'), ['ES256']],
    ['P-384', ec('P-384'), ['ES384']],
    ['P-521', ec('P-521'), ['ES512']],
    ['secp256k1', ec('secp256k1'), []],
    ['RSA for PSS', parsed(generateKeyPairSync('rsa-pss', { modulusLength: 2048 })), ['PS256', 'PS384', 'PS512']],
    [
      'RSA for PSS with SHA-384',
      parsed(
        generateKeyPairSync('rsa-pss', { modulusLength: 2048, hashAlgorithm: 'sha384', mgf1HashAlgorithm: 'sha384' }),
      ),
      ['PS384'],
    ],
    ['Ed25519', parsed(generateKeyPairSync('ed25519')), []],
  ])('%s', (_, key, fitting) => {
    expect(names.filter((name) => jwsAlgorithmFits(name, key))).toEqual(fitting)
  })
})

it('an assertion is signed with RS256 or ES256, whatever else is known', () => {
  expect(assertionAlgorithms).toEqual(['RS256', 'ES256'])
})
