import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { concat } from '../../../core/bytes/concat.ts'
import { fromHex } from '../../../core/bytes/hex.ts'
import { importRsaPrivateKey, signDigestInfo } from '../../../demo/cards/rsa-private-operation.ts'
import { exportPrivateKey, makeKeyPair } from '../../../demo/pki/keys.ts'

it('a signature over a DigestInfo is the one that WebCrypto makes over the message', async () => {
  for (const message of ['', 'a login assertion', 'x'.repeat(1000)]) {
    const { privateKey } = await makeKeyPair()
    const bytes = new TextEncoder().encode(message)
    const digest = createHash('sha256').update(bytes).digest()
    const digestInfo = concat(fromHex('3031300D060960864801650304020105000420'), digest)
    const ours = signDigestInfo(importRsaPrivateKey(await exportPrivateKey(privateKey)), digestInfo)
    const theirs = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', privateKey, bytes)
    expect(ours).toEqual(new Uint8Array(theirs))
  }
})

it('a key without its CRT members is refused', async () => {
  const { privateKey } = await makeKeyPair()
  const { qi: _qi, ...incomplete } = await exportPrivateKey(privateKey)
  expect(() => importRsaPrivateKey(incomplete)).toThrow(TypeError)
})
