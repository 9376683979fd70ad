import type { Language } from '../../core/i18n/text.ts'

const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

/** `08:12`; of another day, with the day. */
export function whenChecked(checkedAt: number, now: number, language: Language): string {
  const at = new Date(checkedAt)
  return at.toDateString() === new Date(now).toDateString()
    ? at.toLocaleTimeString(language, time)
    : at.toLocaleString(language, { month: 'short', day: 'numeric', ...time })
}
