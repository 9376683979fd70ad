import type { Seeded } from './seeded.ts'

/** People, days and codes as claims have them, none of them real. */

const letters = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'

/** 身分證號 with its check digit. Its 99 in the middle marks the demo's people. */
export function inventedIdNumber(random: Seeded): string {
  const letter = random.from(0, 25)
  const digits = `${random.from(1, 2)}99${String(random.from(0, 99_999)).padStart(5, '0')}`
  const number = letter + 10
  let sum = Math.floor(number / 10) + (number % 10) * 9
  for (let at = 0; at < 8; at++) sum += Number(digits[at]) * (8 - at)
  return `${letters[letter]}${digits}${(10 - (sum % 10)) % 10}`
}

/** The same number with another last digit. */
export const withWrongCheck = (number: string): string => number.slice(0, -1) + ((Number(number.slice(-1)) + 1) % 10)

const surnames = ['林', '陳', '黃', '張', '李', '王', '吳', '劉', '蔡', '楊', '許', '鄭', '謝', '洪', '郭', '邱']
const givenNames = ['示範', '測試', '樣本', '試作']

export const inventedName = (random: Seeded): string => random.pick(surnames) + random.pick(givenNames)

const two = (number: number) => String(number).padStart(2, '0')

/** YYYMMDD of a day so many days after the first of the month YYYMM. */
export function rocDay(month: string, daysAfterFirst: number): string {
  const day = new Date(Date.UTC(1911 + Number(month.slice(0, 3)), Number(month.slice(3)) - 1, 1 + daysAfterFirst))
  const year = String(day.getUTCFullYear() - 1911).padStart(3, '0')
  return year + two(day.getUTCMonth() + 1) + two(day.getUTCDate())
}

/** The day so many days after another, both YYYMMDD. */
export const daysAfterRoc = (day: string, days: number): string =>
  rocDay(day.slice(0, 5), Number(day.slice(5)) - 1 + days)

/** Of people from new-born to a hundred years; a few were born before the Republic. */
export function inventedBirthday(random: Seeded, month: string): string {
  const date = two(random.from(1, 12)) + two(random.from(1, 28))
  if (random.chance(1)) return `-0${random.from(1, 3)}${date}`
  const year = Number(month.slice(0, 3)) - 1 - Math.floor(random.next() ** 1.3 * 98)
  return String(year).padStart(3, '0') + date
}

export const clockTime = (random: Seeded): string => two(random.from(8, 20)) + two(random.from(0, 59))
