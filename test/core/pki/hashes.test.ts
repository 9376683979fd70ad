import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { sha1 } from '../../../core/pki/sha1.ts'
import { sha256 } from '../../../core/pki/sha256.ts'

it.each([
  ['sha1', sha1],
  ['sha256', sha256],
] as const)('%s says what Node says, for every length around a block', (name, hash) => {
  for (let length = 0; length < 200; length++) {
    const message = Uint8Array.from({ length }, (_, index) => (index * 37 + length) & 0xff)
    expect(Buffer.from(hash(message)).toString('hex')).toBe(createHash(name).update(message).digest('hex'))
  }
})
