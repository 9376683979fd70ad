/**
 * A spreadsheet takes a cell that begins so for a formula (OWASP, CSV Injection), and what stands in the audit may have been
 * sent by anybody. An apostrophe before it makes it a text.
 */
const formula = /^[\s]*[=+\-@\t\r＝＋－＠]/u

const cell = (value: string): string => `"${(formula.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`

/** RFC 4180: every cell in quotes, lines end with CR LF. */
export const csvLine = (values: readonly string[]): string => `${values.map(cell).join(',')}\r\n`

/** Tells spreadsheets that the bytes are UTF-8. */
export const byteOrderMark = '\ufeff'
