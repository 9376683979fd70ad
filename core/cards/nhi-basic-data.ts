import { decodeBig5 } from '../bytes/big5.ts'
import { CodedError } from '../errors/coded-error.ts'
import { parseRocDate } from './roc-date.ts'

/** The basic zone of an NHI card, which anybody may read. */
export interface NhiBasicData {
  /** 12 digits or capital letters, as printed. */
  readonly cardSn: string
  readonly name: string
  /** False when a character of the name is in no character set that we know; U+FFFD stands in its place. */
  readonly nameIsWhole: boolean
  /** National ID or resident certificate number. Its check digit is not looked at: the card is what it is. */
  readonly nationalId: string
  /** ISO 8601, as the next. */
  readonly birthDate: string
  readonly sex: 'M' | 'F'
  readonly issueDate: string
}

/** Where the fields are in the answer: offset and length. */
const fields = {
  'card number': [0, 12],
  name: [12, 20],
  'national ID': [32, 10],
  birthday: [42, 7],
  sex: [49, 1],
  'issue date': [50, 7],
} as const
const length = 57

type Field = keyof typeof fields

/** The card number alone: what a card that only lies there needs to be asked. Error: ERR_CARD_MALFORMED. */
export const nhiCardNumber = (answer: Uint8Array): string => text(answer, 'card number', /^[0-9A-Z]{12}$/)

/** Error: ERR_CARD_MALFORMED with the field's name, never its content. */
export function parseNhiBasicData(answer: Uint8Array): NhiBasicData {
  const cardSn = nhiCardNumber(answer)
  const padded = fieldOf(answer, 'name')
  const { text: name, lost } = decodeBig5(padded.subarray(0, endOfName(padded)), { hkscs: true })
  if (name.length === 0) throw malformed('name')
  return {
    cardSn,
    name,
    nameIsWhole: lost.length === 0,
    nationalId: text(answer, 'national ID', /^[A-Z][0-9A-Z]\d{8}$/),
    birthDate: date(answer, 'birthday'),
    sex: text(answer, 'sex', /^[MF]$/) === 'M' ? 'M' : 'F',
    issueDate: date(answer, 'issue date'),
  }
}

/** Before the NUL bytes that fill the field; blanks before them are padding too. */
function endOfName(padded: Uint8Array): number {
  const firstNul = padded.indexOf(0)
  let end = firstNul < 0 ? padded.length : firstNul
  while (end > 0 && padded[end - 1] === 0x20) end--
  return end
}

function date(answer: Uint8Array, field: Field): string {
  const iso = parseRocDate(text(answer, field, /^[-\d]\d{6}$/))
  if (iso === undefined) throw malformed(field)
  return iso
}

function text(answer: Uint8Array, field: Field, form: RegExp): string {
  const value = String.fromCharCode(...fieldOf(answer, field))
  if (!form.test(value)) throw malformed(field)
  return value
}

function fieldOf(answer: Uint8Array, field: Field): Uint8Array {
  if (answer.length < length) throw malformed('length')
  const [offset, size] = fields[field]
  return answer.subarray(offset, offset + size)
}

const malformed = (what: string): CodedError =>
  new CodedError('ERR_CARD_MALFORMED', `NHI basic data: ${what}`, { details: { field: `NHI basic data: ${what}` } })
