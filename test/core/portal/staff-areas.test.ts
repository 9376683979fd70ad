import { expect, it } from 'vitest'
import { countyCodes } from '../../../core/portal/counties.ts'
import { divisionCodes } from '../../../core/portal/divisions.ts'
import { areasOf, isAreaOf } from '../../../core/portal/staff-areas.ts'
import { staffRoleCodes } from '../../../core/portal/staff-roles.ts'

it('a division’s post holds in a division, a health bureau’s in a county, every other everywhere', () => {
  expect(countyCodes).toHaveLength(22)
  for (const role of staffRoleCodes) {
    const wanted = role === 'division' ? divisionCodes : role === 'health-bureau' ? countyCodes : ['everywhere']
    expect([role, Object.keys(areasOf(role))]).toEqual([role, wanted])
  }
})

it('and in no other', () => {
  expect(isAreaOf('division', 'taipei')).toBe(true)
  expect(isAreaOf('division', 'everywhere')).toBe(false)
  expect(isAreaOf('division', 'TPE')).toBe(false)
  expect(isAreaOf('administrator', 'taipei')).toBe(false)
  expect(isAreaOf('administrator', 'toString')).toBe(false)
})
