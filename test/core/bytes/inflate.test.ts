import { createHash, randomBytes } from 'node:crypto'
import { constants, deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { fromHex } from '../../../core/bytes/hex.ts'
import { gunzip, inflate } from '../../../core/bytes/inflate.ts'

const limit = 200_000
const text = (length: number) =>
  Buffer.from(
    Array.from({ length: Math.ceil(length / 64) }, (_, i) => createHash('sha256').update(`${i}`).digest('hex')).join(
      '',
    ),
  ).subarray(0, length)

const samples: Readonly<Record<string, Uint8Array>> = {
  nothing: new Uint8Array(),
  'one byte': Uint8Array.of(7),
  'one byte many times': new Uint8Array(100_000).fill(0x41),
  'hex digits': text(40_000),
  'every byte': Uint8Array.from({ length: 512 }, (_, i) => i & 0xff),
  noise: randomBytes(70_000),
}

describe('inflate', () => {
  for (const [name, content] of Object.entries(samples)) {
    it.each([
      ['stored', { level: 0 }],
      ['fixed codes', { strategy: constants.Z_FIXED }],
      ['dynamic codes', { level: 9 }],
      ['Huffman only', { strategy: constants.Z_HUFFMAN_ONLY }],
      ['runs', { strategy: constants.Z_RLE }],
    ])(`gives back ${name} that zlib deflated: %s`, (_, options) => {
      const deflated = deflateRawSync(content, options)
      const { content: inflated, end } = inflate(deflated, limit)
      expect(Buffer.compare(inflated, content)).toBe(0)
      expect(end).toBe(deflated.length)
    })
  }

  it('stops at the limit, before it has made more', () => {
    const bomb = deflateRawSync(new Uint8Array(10_000_000))
    expect(() => inflate(bomb, 65_536)).toThrow('more than 65536 bytes')
    expect(inflate(deflateRawSync(new Uint8Array(100)), 100).content).toHaveLength(100)
  })

  it.each([
    ['a reserved block type', '07'],
    ['a stored length whose complement is another', '01 05 00 FB FF'],
    ['a stored block cut short', '01 05 00 FA FF 00 00'],
    ['a distance before the beginning', '4B 04 12 00'],
    ['more code lengths than fit', '05 E0 FF FF FF FF FF FF'],
    ['the end in the middle', '4B'],
  ])('refuses %s', (_, hex) => {
    expect(() => inflate(fromHex(hex), limit)).toThrow(RangeError)
  })

  it('every way of cutting or changing a stream ends in RangeError or in other bytes, never in a hang', () => {
    const deflated = deflateRawSync(text(600))
    for (let length = 0; length < deflated.length; length++)
      expect(() => inflate(deflated.subarray(0, length), limit)).toThrow(RangeError)
    for (let bit = 0; bit < 8 * deflated.length; bit++) {
      const changed = Uint8Array.from(deflated)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      try {
        inflate(changed, limit)
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError)
      }
    }
  })
})

describe('gunzip', () => {
  const content = text(2000)
  const zipped = gzipSync(content)

  it('gives the content of a member, whatever its header has', () => {
    expect(gunzip(zipped, limit)).toEqual(Uint8Array.from(content))
    const header = fromHex('1F 8B 08 1E 00 00 00 00 00 03 0200 AABB 6E616D65 00 6E6F7465 00 CCDD')
    expect(gunzip(Buffer.concat([header, zipped.subarray(10)]), limit)).toEqual(Uint8Array.from(content))
  })

  it('refuses another format, a wrong check sum or length, and anything after the end', () => {
    const changed = (at: number) => {
      const copy = Uint8Array.from(zipped)
      copy[at] = (copy[at] ?? 0) ^ 1
      return copy
    }
    expect(() => gunzip(changed(0), limit)).toThrow('gzip: header')
    expect(() => gunzip(changed(zipped.length - 8), limit)).toThrow('gzip: CRC')
    expect(() => gunzip(changed(zipped.length - 4), limit)).toThrow('gzip: length')
    expect(() => gunzip(Buffer.concat([zipped, Buffer.of(0)]), limit)).toThrow('gzip: trailer')
    expect(() => gunzip(zipped.subarray(0, -1), limit)).toThrow('gzip: trailer')
    expect(() => gunzip(fromHex('1F 8B 08 08 00 00 00 00 00 03 6E 6E 6E 6E 6E 6E 6E 6E'), limit)).toThrow(RangeError)
  })
})
