import { daysAfter } from '../portal/taiwan-day.ts'
import type { Text } from '../i18n/text.ts'

/** ISO 8601 numbers of the days of a week. */
export const weekdays = {
  1: { zhTW: '星期一', en: 'Monday' },
  2: { zhTW: '星期二', en: 'Tuesday' },
  3: { zhTW: '星期三', en: 'Wednesday' },
  4: { zhTW: '星期四', en: 'Thursday' },
  5: { zhTW: '星期五', en: 'Friday' },
  6: { zhTW: '星期六', en: 'Saturday' },
  7: { zhTW: '星期日', en: 'Sunday' },
} as const satisfies Record<number, Text>

export type Weekday = keyof typeof weekdays

export const weekdayCodes = [1, 2, 3, 4, 5, 6, 7] as const

/** A range of hours on a day of each week: `08:30` until before `12:00`; midnight at the end is `24:00`. */
export interface WeeklyHours {
  readonly weekday: Weekday
  readonly from: string
  readonly until: string
}

/** `08:30`, and `24:00` for an end. */
export const hourPattern = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/

/** What lasts over midnight is two ranges. */
export const areHoursRight = ({ from, until }: WeeklyHours): boolean =>
  hourPattern.test(from) && hourPattern.test(until) && from < until

/** By day, then by hour. */
export const inOrder = (weekly: readonly WeeklyHours[]): WeeklyHours[] =>
  weekly.toSorted((a, b) => a.weekday - b.weekday || (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))

/** Hours of each week between two days, both included; null without an end. Days are ISO 8601. */
export interface Schedule {
  readonly firstDay: string
  readonly lastDay: string | null
  readonly weekly: readonly WeeklyHours[]
}

const weekdayOf = (day: string): number => new Date(day).getUTCDay() || 7

/** Whether there is such a day of the week from one day to another. */
const hasWeekday = (first: string, last: string, weekday: Weekday): boolean =>
  daysAfter(first, (weekday - weekdayOf(first) + 7) % 7) <= last

/** The hours that two schedules have in common on at least one day, in order. */
export function commonHours(one: Schedule, other: Schedule): WeeklyHours[] {
  const first = one.firstDay > other.firstDay ? one.firstDay : other.firstDay
  const ends = [one.lastDay, other.lastDay].filter((day) => day !== null).toSorted()
  // Without an end a week is enough to have every day.
  const last = ends[0] ?? daysAfter(first, 6)
  if (first > last) return []
  const common = one.weekly.flatMap((a) =>
    other.weekly
      .filter((b) => a.weekday === b.weekday && a.from < b.until && b.from < a.until)
      .filter(({ weekday }) => hasWeekday(first, last, weekday))
      .map((b) => ({
        weekday: a.weekday,
        from: a.from > b.from ? a.from : b.from,
        until: a.until < b.until ? a.until : b.until,
      })),
  )
  return inOrder(common)
}

/** Whether ranges of one schedule meet each other. */
export const meetsItself = (weekly: readonly WeeklyHours[]): boolean =>
  inOrder(weekly).some((hours, at, all) => {
    const before = all[at - 1]
    return before !== undefined && before.weekday === hours.weekday && hours.from < before.until
  })
