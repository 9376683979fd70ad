import { describe, expect, it } from 'vitest'
import { editDistance } from '../../server/edit-distance.ts'

describe('the edit distance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['flaw', 'lawn', 2],
    ['PORT', 'PORT', 0],
  ])('of "%s" and "%s" is %i, either way', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
    expect(editDistance(b, a)).toBe(distance)
  })
})
