import { expect, it } from 'vitest'
import { RecentMap } from '../../../server/pki/recent-map.ts'

it('a full map forgets what was not used for longest', () => {
  const map = new RecentMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.get('a')
  map.set('c', 3)
  expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([1, undefined, 3, 2])
  map.delete('a')
  map.set('c', 4)
  expect([map.get('a'), map.get('c'), map.size]).toEqual([undefined, 4, 1])
})
