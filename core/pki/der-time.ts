import { DerError, type DerValue, tags } from './der.ts'

const lengths: Readonly<Record<number, { readonly yearDigits: number }>> = {
  [tags.utcTime]: { yearDigits: 2 },
  [tags.generalizedTime]: { yearDigits: 4 },
}

/**
 * UTCTime or GeneralizedTime as RFC 5280 §4.1.2.5 allows them: seconds, `Z`, no fraction. Milliseconds since 1970.
 * That dates until 2049 be UTCTime is not asked for: authorities differ there, and the date is the same.
 */
export function readTime(value: DerValue, what: string): number {
  const form = lengths[value.tag]
  const { content } = value
  if (!form || content.length !== form.yearDigits + 11 || content.at(-1) !== 0x5a)
    throw new DerError(`${what}: bad time`)
  const number = (at: number, digits: number): number => {
    let result = 0
    for (let i = at; i < at + digits; i++) {
      const digit = (content[i] ?? 0) - 0x30
      if (digit < 0 || digit > 9) throw new DerError(`${what}: bad time`)
      result = result * 10 + digit
    }
    return result
  }
  const at = form.yearDigits
  const short = number(0, at)
  const year = at === 4 ? short : short < 50 ? 2000 + short : 1900 + short
  const [month, day, hour, minute, second] = [
    number(at, 2),
    number(at + 2, 2),
    number(at + 4, 2),
    number(at + 6, 2),
    number(at + 8, 2),
  ] as const
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month) || hour > 23 || minute > 59 || second > 59) {
    throw new DerError(`${what}: no such time`)
  }
  // Date.UTC reads years below 100 as 19xx; nothing before 1950 is ever valid, so the mistake changes nothing.
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

const taipeiOffset = 8 * 3_600_000

/** The calendar day in Taiwan (no summer time), YYYY-MM-DD: what a person reads in a sentence. */
export function taiwanDate(milliseconds: number): string {
  return new Date(milliseconds + taipeiOffset).toISOString().replace(/T.*$/, '')
}
