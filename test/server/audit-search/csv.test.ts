import { expect, it } from 'vitest'
import { csvLine } from '../../../server/audit-search/csv.ts'

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
