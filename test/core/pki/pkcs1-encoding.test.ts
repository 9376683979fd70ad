import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isPkcs1Encoding } from '../../../core/pki/pkcs1-encoding.ts'

const digestInfos = {
  'SHA-256': '3031300d060960864801650304020105000420',
  'SHA-384': '3041300d060960864801650304020205000430',
  'SHA-512': '3051300d060960864801650304020305000440',
} as const
const hashes = Object.keys(digestInfos) as (keyof typeof digestInfos)[]

const digestOf = (hash: string) => createHash(hash.replace('-', '')).update('message').digest()
const encodingOf = (hash: keyof typeof digestInfos, padding: number) =>
  Buffer.concat([
    Buffer.from([0, 1]),
    Buffer.alloc(padding, 0xff),
    Buffer.from([0]),
    Buffer.from(digestInfos[hash], 'hex'),
    digestOf(hash),
  ])

describe.each(hashes)('EMSA-PKCS1-v1_5 with %s', (hash) => {
  const digest = digestOf(hash).toString('latin1')
  const good = encodingOf(hash, 170)

  it('is one text of a length, with eight octets of padding at least', () => {
    expect(isPkcs1Encoding(good, hash, digest)).toBe(true)
    expect(isPkcs1Encoding(encodingOf(hash, 8), hash, digest)).toBe(true)
    expect(isPkcs1Encoding(encodingOf(hash, 7), hash, digest)).toBe(false)
    expect(isPkcs1Encoding(new Uint8Array(), hash, digest)).toBe(false)
  })

  it('is not another one by a single octet, one more or one fewer', () => {
    for (let at = 0; at < good.length; at++) {
      for (const difference of [1, 0x80]) {
        const other = Buffer.from(good)
        other[at] = (other[at] ?? 0) ^ difference
        expect(isPkcs1Encoding(other, hash, digest), `octet ${at}`).toBe(false)
      }
      expect(isPkcs1Encoding(Buffer.concat([good.subarray(0, at), good.subarray(at + 1)]), hash, digest)).toBe(
        // One octet of padding fewer is the encoding of that length.
        at >= 2 && at < 172,
      )
    }
    expect(isPkcs1Encoding(Buffer.concat([good, Buffer.alloc(1)]), hash, digest)).toBe(false)
  })

  it('is not another hash’s, nor of a digest that is cut short', () => {
    for (const other of hashes) {
      if (other !== hash) expect(isPkcs1Encoding(good, other, digest)).toBe(false)
    }
    expect(isPkcs1Encoding(good, hash, digest.slice(1))).toBe(false)
    expect(isPkcs1Encoding(good.subarray(0, -1), hash, digest.slice(0, -1))).toBe(false)
  })
})
