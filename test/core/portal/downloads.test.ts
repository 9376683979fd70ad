import { describe, expect, it } from 'vitest'
import {
  downloadCategoryCodes,
  downloadItemCodes,
  isOffered,
  itemsOf,
  missingForOffer,
  updatedDay,
} from '../../../core/portal/downloads.ts'

it('every service item stands in one category, and every category has some', () => {
  const grouped = downloadCategoryCodes.map(itemsOf)
  expect(grouped.flat().toSorted()).toEqual(downloadItemCodes.toSorted())
  expect(grouped.filter((items) => items.length === 0)).toEqual([])
})

it.each([
  ['draft', '2026-11-01', null, false],
  ['released', '2026-11-30', '2026-11-30', true],
  ['released', '2026-12-01', null, false],
  ['released', '2026-11-01', '2026-11-29', false],
  ['withdrawn', '2026-11-01', null, false],
] as const)('%s from %s until %s is offered on 2026-11-30: %s', (stage, fromDay, untilDay, offered) => {
  expect(isOffered({ stage, fromDay, untilDay }, '2026-11-30')).toBe(offered)
})

describe('更新日期', () => {
  it.each([
    ['by Taiwan’s day, whatever the hour elsewhere', '2026-11-29T16:00:00Z', '2026-11-01', '2026-11-30'],
    ['the last second of the day before', '2026-11-29T15:59:59Z', '2026-11-01', '2026-11-29'],
    ['the first day, where it was not to be seen before', '2026-11-01T00:00:00Z', '2026-12-24', '2026-12-24'],
  ])('%s', (_, contentAt, fromDay, day) => {
    expect(updatedDay({ contentAt: new Date(contentAt), fromDay })).toBe(day)
  })
})

it('what is missing is named in the order of the form', () => {
  expect(missingForOffer({ description: '', files: 0 })).toEqual(['description', 'files'])
  expect(missingForOffer({ description: '說明', files: 1 })).toEqual([])
})
