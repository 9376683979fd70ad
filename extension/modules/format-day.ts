import type { Language } from '../../core/i18n/text.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'

/** 民國115年6月30日 in Chinese, 2026-06-30 in English: the day in Taiwan. `at`: milliseconds since 1970. */
export function formatDay(at: number, language: Language): string {
  const day = taiwanDay(new Date(at))
  if (language === 'en') return day
  const [year, month, date] = day.split('-').map(Number)
  return `民國${Number(year) - 1911}年${month}月${date}日`
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Taipei',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** The same with the hour. */
export const formatTime = (at: number, language: Language): string => `${formatDay(at, language)} ${clock.format(at)}`
