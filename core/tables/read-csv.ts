/** A record of a CSV file, with the number of the line on which it begins, from 1. */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
}

/** Longer than any cell of a list: what is read may not grow without end where a quote is missing. */
const longestRecord = 64 * 1024

/**
 * RFC 4180 as it comes: `text` is the whole in any pieces, already without a byte order mark. Lines may end with LF alone,
 * empty lines are skipped. Throws a RangeError with the line where a record is too long or a quote is never closed.
 */
export async function* readCsv(text: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  let line = 1
  let begins = 1
  let cells: string[] = []
  let cell = ''
  let length = 0
  let state: 'plain' | 'quoted' | 'closed' = 'plain'

  const endRecord = (): CsvRecord | undefined => {
    const record = { line: begins, cells: [...cells, cell] }
    cells = []
    cell = ''
    length = 0
    state = 'plain'
    return record.cells.length === 1 && record.cells[0] === '' ? undefined : record
  }

  for await (const piece of text) {
    for (const sign of piece) {
      if (++length > longestRecord) throw new RangeError(String(begins))
      if (state === 'quoted') {
        if (sign === '"') state = 'closed'
        else cell += sign
        if (sign === '\n') line++
      } else if (sign === '"' && (state === 'closed' || cell === '')) {
        if (state === 'closed') cell += sign
        state = 'quoted'
      } else if (sign === ',') {
        cells.push(cell)
        cell = ''
        state = 'plain'
      } else if (sign === '\n') {
        const record = endRecord()
        begins = ++line
        if (record) yield record
      } else if (sign !== '\r') {
        cell += sign
      }
    }
  }
  // A quote just opened may stand in `closed` no more: what was to follow never came.
  if ((state as string) === 'quoted') throw new RangeError(String(begins))
  const record = endRecord()
  if (record) yield record
}
