import { decodeBig5 } from '../bytes/big5.ts'
import { maskIdNumber } from '../portal/id-number.ts'
import type { Masking } from './fields.ts'

/** One place where a rule is broken. */
export interface ClaimsFinding {
  readonly rule: string
  /** The case's place in the file, from 1; 0 for what belongs to no case. */
  readonly case: number
  /** The order's place in its case, from 1; 0 for what belongs to no order. */
  readonly order: number
  /** 案件分類/流水編號/醫令序, as far as there is one; “?” for what the file does not say rightly. */
  readonly path: string
  /** The field's number; what else is in the wrong place, or empty. */
  readonly field: string
  /** What is there; numbers of people, names and days of birth only in part. */
  readonly value: string
  /** What has to be there, where it can be told; the rule's text says the rest. */
  readonly expected: string
  /** The value's place in the file, in bytes from 0. */
  readonly at: number
}

const longest = 40
const anyIdNumber = /[A-Z][A-DXY0-9]\d{8}/g
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const control = /[\u0000-\u001f\u007f]/g

const masks: Readonly<Record<Masking, (text: string) => string>> = {
  'id-number': (text) => (text.length < 8 ? '*'.repeat(text.length) : maskIdNumber(text)),
  name: (text) => {
    const [first = '', ...rest] = Array.from(text)
    return first + '○'.repeat(rest.length)
  },
  birthday: (text) => `${text.slice(0, 3)}****`,
}

/** A value as a finding shows it. An ID number is masked wherever it stands: it may be in the wrong field. */
export function shownValue(bytes: Uint8Array, mask: Masking | undefined): string {
  if (bytes.length === 0) return ''
  const { text } = decodeBig5(bytes.subarray(0, 2 * longest), { hkscs: true })
  const clean = text.replace(control, '\ufffd')
  const shown = mask ? masks[mask](clean) : clean.replace(anyIdNumber, maskIdNumber)
  return shown.length > longest || bytes.length > 2 * longest ? `${shown.slice(0, longest)}…` : shown
}

/** One line of the findings' file: the same bytes wherever the check was run. */
export const findingLine = ({ rule, case: number, order, path, field, value, expected, at }: ClaimsFinding): string =>
  `${JSON.stringify([rule, number, order, path, field, value, expected, at])}\n`

/** What `findingLine` made. Throws a SyntaxError for anything else. */
export function parseFindingLine(line: string): ClaimsFinding {
  const cells: unknown = JSON.parse(line)
  if (!Array.isArray(cells) || cells.length !== 8) throw new SyntaxError('not a finding')
  const [rule, number, order, path, field, value, expected, at] = cells as unknown[]
  const isText = [rule, path, field, value, expected].every((cell) => typeof cell === 'string')
  if (!isText || ![number, order, at].every((cell) => Number.isSafeInteger(cell)))
    throw new SyntaxError('not a finding')
  return { rule, case: number, order, path, field, value, expected, at } as ClaimsFinding
}
