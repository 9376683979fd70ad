/** 每日維護時段: minutes of the day in Taiwan, from 0 to 1439. One that ends before it begins goes over midnight. */
export interface Maintenance {
  readonly from: number
  readonly to: number
}

const minuteMilliseconds = 60_000
const dayMinutes = 1440
/** Taiwan has no summer time. */
const taiwanMinutes = 8 * 60

/** `05:00-08:00`; undefined for what is no such time. */
export function readMaintenance(text: string): Maintenance | undefined {
  const [, ...found] = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
  if (found.length === 0) return undefined
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = found.map(Number)
  const from = fromHour * 60 + fromMinute
  const to = toHour * 60 + toMinute
  return from === to ? undefined : { from, to }
}

/** When checking goes on, for a time within the window; undefined outside of it, or where there is none. */
export function checkingResumes(now: Date, window: Maintenance | undefined): Date | undefined {
  if (!window) return undefined
  const minutes = now.getTime() / minuteMilliseconds + taiwanMinutes
  const ofDay = minutes % dayMinutes
  const length = (window.to - window.from + dayMinutes) % dayMinutes
  const since = (ofDay - window.from + dayMinutes) % dayMinutes
  if (since >= length) return undefined
  return new Date(Math.round((minutes - since + length - taiwanMinutes) * minuteMilliseconds))
}

/** `05:00-08:00` */
export function formatMaintenance({ from, to }: Maintenance): string {
  const time = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return `${time(from)}-${time(to)}`
}
