import { expect, it } from 'vitest'
import { csvLine, toCsv } from '../../../core/tables/csv.ts'

it('cells are in quotes, quotes doubled, lines end with CR LF', () => {
  expect(csvLine(['a', 'b "c", d', '', '兩\n行'])).toBe('"a","b ""c"", d","","兩\n行"\r\n')
})

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '=cmd|" /C calc"!A0'])(
  'no spreadsheet takes %j for a formula',
  (value) => {
    expect(csvLine([value])).toMatch(/^"'/)
  },
)

it.each(['2026-03-02', 'ERR_LOGIN', '{"a":-1}', '192.0.2.1', ''])('%j stays as it is', (value) => {
  expect(csvLine([value]).slice(1, -3)).toBe(value.replaceAll('"', '""'))
})

it('a sheet begins with the mark of UTF-8 and its titles; our own numbers stay numbers', () => {
  const sheet = {
    title: '清單',
    columns: ['名稱', '件數'],
    rows: [
      ['示範', -3],
      [null, undefined],
    ],
  }
  expect(toCsv(sheet)).toBe('\ufeff"名稱","件數"\r\n"示範","-3"\r\n"",""\r\n')
})
