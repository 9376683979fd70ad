import type { Text } from '../i18n/text.ts'
import { counties } from './counties.ts'
import { departments } from './departments.ts'
import { divisions } from './divisions.ts'
import { everywhere, type StaffRole, type StaffRoleRow, staffRoles } from './staff-roles.ts'

const areas: Readonly<Record<StaffRoleRow['area'], Readonly<Record<string, Text>>>> = {
  division: divisions,
  county: counties,
  department: { ...departments, [everywhere]: { zhTW: '全部組室', en: 'All offices' } },
  everywhere: { [everywhere]: { zhTW: '全國', en: 'Everywhere' } },
}

/** Where a post of this role can hold: the areas by their codes, with their names. */
export const areasOf = (role: StaffRole): Readonly<Record<string, Text>> => areas[staffRoles[role].area]

export const isAreaOf = (role: StaffRole, area: string): boolean => Object.hasOwn(areasOf(role), area)
