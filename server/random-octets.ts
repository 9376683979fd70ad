import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(4096)
let used = pool.length

/**
 * Octets that nobody can foresee, for keys and secrets too, at most 4096. They are fetched from the system for many calls at
 * once, since each fetching costs more than the octets; none is handed out twice, and what was handed out is wiped here.
 */
export function randomOctets(length: number): Buffer<ArrayBuffer> {
  if (used + length > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const octets = Buffer.alloc(length)
  pool.copy(octets, 0, used, used + length)
  pool.fill(0, used, used + length)
  used += length
  return octets
}
