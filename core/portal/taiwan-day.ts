const offsetMilliseconds = 8 * 3_600_000 // no summer time
const dayMilliseconds = 86_400_000

/** The day in Taiwan, ISO 8601. Such days are compared as text. */
export const taiwanDay = (at: Date): string => new Date(at.getTime() + offsetMilliseconds).toISOString().slice(0, 10)

/** The midnight in Taiwan with which the day after `at` begins. */
export const nextTaiwanMidnight = (at: Date): Date =>
  new Date(Date.parse(taiwanDay(at)) + dayMilliseconds - offsetMilliseconds)

/** The same day so many months before; the month's last day where there is no such day. */
export function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const first = Date.UTC(year, month - 1 - months, 1)
  const lastDate = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  return new Date(first + (Math.min(date, lastDate) - 1) * dayMilliseconds).toISOString().slice(0, 10)
}

/** So many days after a day. Takes and answers ISO 8601 days. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMilliseconds).toISOString().slice(0, 10)
