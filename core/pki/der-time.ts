import { DerError, type DerValue, tags } from './der.ts'

/**
 * UTCTime or GeneralizedTime as RFC 5280 §4.1.2.5 allows them: seconds, `Z`, no fraction. Milliseconds since 1970.
 * That dates until 2049 be UTCTime is not asked for: authorities differ there, and the date is the same.
 */
export function readTime(value: DerValue, what: string): number {
  const yearDigits = value.tag === tags.utcTime ? 2 : value.tag === tags.generalizedTime ? 4 : 0
  if (yearDigits === 0 || value.length !== yearDigits + 11 || value.octet(yearDigits + 10) !== 0x5a) {
    throw new DerError(`${what}: bad time`)
  }
  const short = readTwo(value, 0, what)
  const year = yearDigits === 4 ? short * 100 + readTwo(value, 2, what) : short < 50 ? 2000 + short : 1900 + short
  const month = readTwo(value, yearDigits, what)
  const day = readTwo(value, yearDigits + 2, what)
  const hour = readTwo(value, yearDigits + 4, what)
  const minute = readTwo(value, yearDigits + 6, what)
  const second = readTwo(value, yearDigits + 8, what)
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month) || hour > 23 || minute > 59 || second > 59) {
    throw new DerError(`${what}: no such time`)
  }
  // Date.UTC reads years below 100 as 19xx; nothing before 1950 is ever valid, so the mistake changes nothing.
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

function readTwo(value: DerValue, at: number, what: string): number {
  const tens = value.octet(at) - 0x30
  const ones = value.octet(at + 1) - 0x30
  if (tens < 0 || tens > 9 || ones < 0 || ones > 9) throw new DerError(`${what}: bad time`)
  return tens * 10 + ones
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
