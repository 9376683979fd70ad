import { describe, expect, it } from 'vitest'
import { RecentOctets } from '../../../core/pki/recent-octets.ts'

const octets = (length: number, last = 0) =>
  Uint8Array.from({ length }, (_, index) => (index + 1 === length ? last : index))

/** Reads, and tells how often it had to. */
function counting() {
  let reads = 0
  const read = (bytes: Uint8Array) => {
    reads++
    return { bytes }
  }
  return { read, reads: () => reads }
}

describe('what was read from octets', () => {
  it('is there for the same octets anywhere, and for no others', () => {
    const { read, reads } = counting()
    const recent = new RecentOctets<{ bytes: Uint8Array }>(8)
    const source = Uint8Array.of(9, 9, ...octets(40, 7), 9)
    const first = recent.read(source, 2, 42, read)
    expect(recent.read(octets(40, 7), 0, 40, read)).toBe(first)
    expect(reads()).toBe(1)
    source.fill(0)
    expect(first.bytes).toEqual(octets(40, 7))
    for (let at = 0; at < 40; at++) {
      const other = octets(40, 7)
      other[at] = (other[at] ?? 0) ^ 1
      expect(recent.read(other, 0, 40, read).bytes, `octet ${at}`).toEqual(other)
    }
    expect(recent.read(octets(40, 7), 0, 39, read).bytes).toEqual(octets(40, 7).subarray(0, 39))
    expect(recent.read(new Uint8Array(), 0, 0, read).bytes).toEqual(new Uint8Array())
  })

  it('is right when there are more than places, and read anew where it is long', () => {
    const { read, reads } = counting()
    const recent = new RecentOctets<{ bytes: Uint8Array }>(2)
    for (const _ of [1, 2, 3]) {
      for (let last = 0; last < 20; last++) {
        expect(recent.read(octets(5, last), 0, 5, read).bytes).toEqual(octets(5, last))
      }
    }
    const before = reads()
    for (const _ of [1, 2]) recent.read(octets(1025), 0, 1025, read)
    expect(reads()).toBe(before + 2)
  })

  it('is not kept where it cannot be read', () => {
    const recent = new RecentOctets<string>(1)
    const refuse = () => {
      throw new RangeError('no')
    }
    for (const _ of [1, 2]) expect(() => recent.read(octets(3), 0, 3, refuse)).toThrow('no')
    expect(recent.read(octets(3), 0, 3, () => 'read')).toBe('read')
  })
})
