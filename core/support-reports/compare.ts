import type { WeeklyHours } from './hours.ts'
import { inOrder } from './hours.ts'
import { type SupportContent, type SupportField, supportFieldCodes } from './report.ts'

const sameHours = (one: readonly WeeklyHours[], other: readonly WeeklyHours[]): boolean =>
  JSON.stringify(inOrder(one).map(plain)) === JSON.stringify(inOrder(other).map(plain))

const plain = ({ weekday, from, until }: WeeklyHours) => [weekday, from, until]

/** The fields in which two versions differ, in the order of the form. Hours in another order are the same hours. */
export const changedFields = (before: SupportContent, after: SupportContent): SupportField[] =>
  supportFieldCodes.filter((field) =>
    field === 'weekly' ? !sameHours(before.weekly, after.weekly) : before[field] !== after[field],
  )
