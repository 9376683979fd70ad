import { expect, it } from 'vitest'
import { claimsFileName, readClaimsFileName } from '../../../core/claims/file-name.ts'

it('a name says the institution, its type, the month, the declaration, the part of the month and the charset', () => {
  expect(readClaimsFileName('3501200000110990913B.ZIP')).toEqual({
    name: {
      kind: 'outpatient',
      institutionCode: '3501200000',
      careType: '11',
      feeMonth: '09909',
      declaration: '1',
      monthMark: '3',
    },
  })
})

it.each(['0901999031221150923B.zip', '5901999027301150911B.zip', '5901999027501150912B.zip'])(
  '%s is made again',
  (text) => {
    const reading = readClaimsFileName(text)
    expect('name' in reading && claimsFileName(reading.name)).toBe(text)
  },
)

it.each([
  ['../3501200000110990913B.zip', 'folder'],
  ['a\\3501200000110990913B.zip', 'folder'],
  ['3501200000110990913B.xml', 'extension'],
  ['350120000011099091B.zip', 'length'],
  ['350120000X110990913B.zip', 'institutionCode'],
  ['3501200000160990913B.zip', 'careType'],
  ['3501200000110991313B.zip', 'feeMonth'],
  ['3501200000110000113B.zip', 'feeMonth'],
  ['3501200000110990933B.zip', 'declaration'],
  ['3501200000110990914B.zip', 'monthMark'],
  ['3501200000110990913E.zip', 'charset'],
  ['３501200000110990913B.zip', 'institutionCode'],
])('%s is refused: %s', (text, refusal) => {
  expect(readClaimsFileName(text)).toEqual({ refusal })
})
