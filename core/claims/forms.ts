import { type CodeList, packBytes, packCode } from './code-lists.ts'
import type { Form } from './fields.ts'
import { isIdNumberBytes } from './id-number-bytes.ts'

/** What a value that has its form is worth to the rules between fields; `malformed` where it has not. */
export const malformed = -1

/**
 * Judges a value's bytes `from` … `to`, of which there is at least one. Answers an amount in its smallest unit (99.5 with
 * two decimals is 9950), a day as YYYYMMDD and a month as YYYYMM of the common era, a time as YYYMMDDHHMM, 0 for everything else that is right.
 */
export type FormJudge = (bytes: Uint8Array, from: number, to: number) => number

const digit = (bytes: Uint8Array, at: number): number => {
  const value = (bytes[at] ?? 0) - 0x30
  return value >= 0 && value <= 9 ? value : Number.NaN
}

const digits = (bytes: Uint8Array, from: number, to: number): number => {
  let value = 0
  for (let at = from; at < to; at++) value = value * 10 + digit(bytes, at)
  return value
}

/** Two bytes each outside ASCII, as Big5 has them: what users drew for themselves has codes of its own, and is a character. */
function judgeText(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0
    if (byte >= 0x20 && byte < 0x7f) continue
    const trail = at + 1 < to ? (bytes[at + 1] ?? 0) : 0
    const isPair = byte > 0x80 && byte < 0xff && ((trail >= 0x40 && trail < 0x7f) || (trail >= 0xa1 && trail < 0xff))
    if (!isPair) return malformed
    at++
  }
  return 0
}

function amountJudge(decimals: number): FormJudge {
  return (bytes, from, to) => {
    let value = 0
    let at = from
    for (; at < to; at++) {
      const sign = (bytes[at] ?? 0) - 0x30
      if (sign < 0 || sign > 9) break
      value = value * 10 + sign
    }
    if (at === from) return malformed
    let left = decimals
    if (at < to) {
      if (bytes[at] !== 0x2e || ++at === to || to - at > decimals) return malformed
      for (; at < to; at++, left--) {
        const sign = (bytes[at] ?? 0) - 0x30
        if (sign < 0 || sign > 9) return malformed
        value = value * 10 + sign
      }
    }
    for (; left > 0; left--) value *= 10
    return value
  }
}

const daysOf = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** YYYYMMDD as a number, or `malformed` where there is no such day; 1911 stands between year -1 and year 1. */
function day(year: number, month: number, date: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const most = month === 2 && isLeap ? 29 : (daysOf[month - 1] ?? 0)
  return date >= 1 && date <= most ? year * 10_000 + month * 100 + date : malformed
}

function judgeDate(bytes: Uint8Array, from: number, to: number): number {
  const year = to - from === 7 ? digits(bytes, from, from + 3) : 0
  return year > 0 ? day(1911 + year, digits(bytes, from + 3, from + 5), digits(bytes, from + 5, to)) : malformed
}

function judgeBirthday(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] !== 0x2d) return judgeDate(bytes, from, to)
  const year = to - from === 7 ? digits(bytes, from + 1, from + 3) : 0
  return year > 0 ? day(1912 - year, digits(bytes, from + 3, from + 5), digits(bytes, from + 5, to)) : malformed
}

function judgeMonth(bytes: Uint8Array, from: number, to: number): number {
  const year = to - from === 5 ? digits(bytes, from, from + 3) : 0
  const month = digits(bytes, from + 3, to)
  return year > 0 && month >= 1 && month <= 12 ? (1911 + year) * 100 + month : malformed
}

function judgeTime(bytes: Uint8Array, from: number, to: number): number {
  if (to - from !== 11 || judgeDate(bytes, from, from + 7) === malformed) return malformed
  const isTime = digits(bytes, from + 7, from + 9) < 24 && digits(bytes, from + 9, to) < 60
  return isTime ? digits(bytes, from, to) : malformed
}

const isInstitution = (bytes: Uint8Array, from: number, to: number): boolean =>
  to - from === 10 && !Number.isNaN(digits(bytes, from, to))

const isNone = (bytes: Uint8Array, from: number, to: number): boolean => to - from === 1 && bytes[from] === 0x4e

/** Letters and digits, and not what has an ID number's look: that would be one with a slip. */
function isPassport(bytes: Uint8Array, from: number, to: number): boolean {
  let letters = 0
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0
    if (byte >= 0x41 && byte <= 0x5a) letters++
    else if (byte < 0x30 || byte > 0x39) return false
  }
  const second = bytes[from + 1] ?? 0
  const looksLikeId =
    to - from === 10 &&
    (bytes[from] ?? 0) >= 0x41 &&
    (letters === 1 || (letters === 2 && second >= 0x41 && second <= 0x5a))
  return to - from >= 5 && !looksLikeId
}

function codesJudge({ codes, also }: CodeList): FormJudge {
  const packed = new Set(codes.map(packCode))
  return (bytes, from, to) =>
    packed.has(packBytes(bytes, from, to)) || also?.(bytes, from, to) === true ? 0 : malformed
}

type JudgeMakers = { readonly [K in Form['kind']]: (form: Extract<Form, { kind: K }>) => FormJudge }

const judgeMakers: JudgeMakers = {
  text: () => judgeText,
  amount: ({ decimals }) => amountJudge(decimals),
  date: ({ beforeRepublic }) => (beforeRepublic ? judgeBirthday : judgeDate),
  month: () => judgeMonth,
  time: () => judgeTime,
  codes: ({ list }) => codesJudge(list),
  institution:
    ({ orNone }) =>
    (bytes, from, to) =>
      isInstitution(bytes, from, to) || (orNone && isNone(bytes, from, to)) ? 0 : malformed,
  person:
    ({ also }) =>
    (bytes, from, to) =>
      isIdNumberBytes(bytes, from, to) ||
      (also === 'passport' && isPassport(bytes, from, to)) ||
      (also === 'none' && isNone(bytes, from, to)) ||
      (also === 'institution' && isInstitution(bytes, from, to))
        ? 0
        : malformed,
}

export const formJudge = (form: Form): FormJudge => (judgeMakers[form.kind] as (form: Form) => FormJudge)(form)
