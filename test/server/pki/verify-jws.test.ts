import { generateKeyPairSync, sign } from 'node:crypto'
import { expect, it } from 'vitest'
import type { JwsAlgorithm } from '../../../core/assertion/jws-algorithms.ts'
import { readDer } from '../../../core/pki/der.ts'
import { parsePublicKey } from '../../../core/pki/public-key.ts'
import { verifyJws } from '../../../server/pki/verify-jws.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key = parsePublicKey(readDer(new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })), 'spki'))
const signingInput = new TextEncoder().encode('e30.e30')
const signatures = { RS256: sign('sha256', signingInput, privateKey), RS384: sign('sha384', signingInput, privateKey) }

it.each<[unknown, keyof typeof signatures, JwsAlgorithm[], boolean]>([
  ['RS256', 'RS256', ['RS256', 'ES256'], true],
  ['RS384', 'RS384', ['RS256', 'ES256'], false],
  ['RS384', 'RS384', ['RS256', 'RS384'], true],
  ['RS384', 'RS256', ['RS256', 'RS384'], false],
  ['ES256', 'RS256', ['RS256', 'ES256'], false],
  ['none', 'RS256', ['RS256'], false],
  [undefined, 'RS256', ['RS256'], false],
  [['RS256'], 'RS256', ['RS256'], false],
  ['RS256', 'RS256', [], false],
])('a header that says %j over a signature by %s, where %j is allowed: %s', (algorithm, by, allowed, good) => {
  expect(verifyJws({ algorithm, signingInput, signature: signatures[by] }, key, allowed)).toBe(good)
})
