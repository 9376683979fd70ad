import { expect, it } from 'vitest'
import { OctetSlab } from '../../../core/bytes/octet-slab.ts'

it('hands out memory that is nobody else’s, as large as asked for', () => {
  const slab = new OctetSlab()
  const taken = Array.from({ length: 200 }, (_, index) => slab.take(index * 7).fill(index))
  for (const [index, octets] of taken.entries()) {
    expect(octets).toHaveLength(index * 7)
    expect(octets.every((octet) => octet === index)).toBe(true)
  }
})

it('gives much at once a piece of its own', () => {
  const slab = new OctetSlab()
  const small = slab.take(10)
  const large = slab.take(100_000)
  expect(large).toHaveLength(100_000)
  expect(slab.take(10).buffer).toBe(small.buffer)
  expect(large.buffer).not.toBe(small.buffer)
})
