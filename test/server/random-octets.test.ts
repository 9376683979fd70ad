import { describe, expect, it } from 'vitest'
import { randomOctets } from '../../server/random-octets.ts'

describe('random octets', () => {
  it('are of the wanted length, also where the pool ends, and none comes twice', () => {
    const seen = new Set<string>()
    for (let call = 0; call < 3000; call++) {
      const octets = randomOctets(16 + (call % 17))
      expect(octets.length).toBe(16 + (call % 17))
      seen.add(octets.subarray(0, 16).toString('hex'))
    }
    expect(seen.size).toBe(3000)
  })

  it('have all values alike often', () => {
    const counts = new Uint32Array(256)
    for (let call = 0; call < 4000; call++) for (const octet of randomOctets(64)) counts[octet]!++
    // 1000 of each on average, with a deviation of 32.
    expect(Math.min(...counts)).toBeGreaterThan(750)
    expect(Math.max(...counts)).toBeLessThan(1250)
  })

  it('are the caller’s own: another call changes nothing of them', () => {
    const octets = randomOctets(32)
    const copy = Buffer.from(octets)
    randomOctets(4096)
    expect(octets).toEqual(copy)
  })
})
