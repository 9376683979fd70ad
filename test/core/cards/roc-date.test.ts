import { expect, it } from 'vitest'
import { parseRocDate } from '../../../core/cards/roc-date.ts'

it.each([
  ['0010101', '1912-01-01'],
  ['0800101', '1991-01-01'],
  ['1130229', '2024-02-29'],
  ['-010101', '1911-01-01'],
  ['-050101', '1907-01-01'],
])('%s is %s', (text, iso) => expect(parseRocDate(text)).toBe(iso))

it.each(['0000101', '-000101', '1120229', '0801301', '0800100', '800101', '08001011', '080-101', '', '+800101'])(
  '“%s” is no day',
  (text) => expect(parseRocDate(text)).toBeUndefined(),
)
