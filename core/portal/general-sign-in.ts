import { monthsBefore, taiwanDay } from './taiwan-day.ts'

/** 一般登入 is told to close from so long before. */
const announcedMonths = 3

export interface GeneralSignIn {
  readonly open: boolean
  /** The last day of it, ISO 8601, in Taiwan; null while none is set. */
  readonly lastDay: string | null
  /** Whether the last day is told to whoever comes: it is near, or over. */
  readonly announced: boolean
}

/** How it stands with 一般登入 by the last day that the back office set. Days begin and end in Taiwan. */
export function generalSignIn(lastDay: string | null, now: Date): GeneralSignIn {
  if (lastDay === null) return { open: true, lastDay, announced: false }
  const today = taiwanDay(now)
  return { open: today <= lastDay, lastDay, announced: today >= monthsBefore(lastDay, announcedMonths) }
}
