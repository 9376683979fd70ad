import type { JSX } from 'preact'
import type { Language } from '../../core/i18n/text.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import { useLanguage } from '../state/language.ts'

/** The portal's days and hours are Taiwan's, wherever the browser is. */
const inTaiwan = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Taipei',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** 110.05.12 in Chinese, 2021-05-12 in English. Takes a day in ISO 8601. */
export function formatDay(day: string, language: Language): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return language === 'en' ? day : `${Number(year) - 1911}.${month}.${date}`
}

/** 110.05.12 14:05 in Chinese, with the year of the Republic; 2021-05-12 14:05 in English. Takes an ISO 8601 time. */
export function formatDateTime(iso: string, language: Language): string {
  const part = Object.fromEntries(inTaiwan.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]))
  return `${formatDay(`${part.year}-${part.month}-${part.day}`, language)} ${part.hour}:${part.minute}`
}

/** A day for people, with the ISO day underneath for machines. Takes a day, or a time, whose day in Taiwan is shown. */
export function Day({ iso }: { iso: string }): JSX.Element {
  const day = iso.includes('T') ? taiwanDay(new Date(iso)) : iso
  return <time dateTime={day}>{formatDay(day, useLanguage())}</time>
}

/** A time for people, with the ISO time underneath for machines. */
export function DateTime({ iso }: { iso: string }): JSX.Element {
  return <time dateTime={iso}>{formatDateTime(iso, useLanguage())}</time>
}
