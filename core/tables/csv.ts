import type { Sheet, SheetValue } from './sheet.ts'

/**
 * A spreadsheet takes a cell that begins so for a formula (OWASP, CSV Injection), and what stands in a list may have been
 * sent by anybody. An apostrophe before it makes it a text. A number of ours is a number.
 */
const formula = /^[\s]*[=+\-@\t\r＝＋－＠]/u

function cell(value: SheetValue): string {
  if (typeof value === 'number') return `"${value}"`
  const text = value ?? ''
  return `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}

/** RFC 4180: every cell in quotes, lines end with CR LF. */
export const csvLine = (values: readonly SheetValue[]): string => `${values.map(cell).join(',')}\r\n`

/** Tells spreadsheets that the bytes are UTF-8. */
export const byteOrderMark = '\ufeff'

export const toCsv = ({ columns, rows }: Sheet): string => byteOrderMark + [columns, ...rows].map(csvLine).join('')
