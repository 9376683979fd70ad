import { expect, it } from 'vitest'
import { countyCodes } from '../../../core/portal/counties.ts'
import { departmentCodes } from '../../../core/portal/departments.ts'
import { divisionCodes } from '../../../core/portal/divisions.ts'
import { areasOf, isAreaOf } from '../../../core/portal/staff-areas.ts'
import { staffRoleCodes } from '../../../core/portal/staff-roles.ts'

it('a division’s post holds in a division, a health bureau’s in a county, the headquarters’ in an office or all, every other everywhere', () => {
  expect(countyCodes).toHaveLength(22)
  const own: Readonly<Record<string, readonly string[]>> = {
    division: divisionCodes,
    'health-bureau': countyCodes,
    headquarters: [...departmentCodes, 'everywhere'],
  }
  for (const role of staffRoleCodes) {
    expect([role, Object.keys(areasOf(role))]).toEqual([role, own[role] ?? ['everywhere']])
  }
})

it('and in no other', () => {
  expect(isAreaOf('division', 'taipei')).toBe(true)
  expect(isAreaOf('division', 'everywhere')).toBe(false)
  expect(isAreaOf('division', 'TPE')).toBe(false)
  expect(isAreaOf('headquarters', 'planning')).toBe(true)
  expect(isAreaOf('headquarters', 'taipei')).toBe(false)
  expect(isAreaOf('administrator', 'taipei')).toBe(false)
  expect(isAreaOf('administrator', 'toString')).toBe(false)
})
