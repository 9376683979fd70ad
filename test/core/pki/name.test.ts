import { expect, it } from 'vitest'
import { readDer } from '../../../core/pki/der.ts'
import { parseName } from '../../../core/pki/name.ts'
import { type NameParts, name } from './make-certificate.ts'

const parsed = (parts: NameParts) => parseName(readDer(name(parts), 'name'), 'name')
const agency: NameParts = [
  ['C', 'TW'],
  ['O', '行政院'],
]

it('names are the same when only type of string, letter case and spaces differ', () => {
  const a = parsed([
    ['C', 'TW', 'printable'],
    ['O', 'Demo  Root CA', 'printable'],
  ])
  expect(
    a.matches(
      parsed([
        ['C', 'tw'],
        ['O', ' demo root ca '],
      ]),
    ),
  ).toBe(true)
})

it('names are the same in compatibility form (full-width letters)', () => {
  expect(parsed([['O', 'ＡＢＣ']]).matches(parsed([['O', 'abc']]))).toBe(true)
})

it.each<[string, NameParts]>([
  [
    'another text',
    [
      ['C', 'TW'],
      ['O', '立法院'],
    ],
  ],
  [
    'another order',
    [
      ['O', '行政院'],
      ['C', 'TW'],
    ],
  ],
  ['one RDN more', [...agency, ['CN', 'x']]],
  [
    'another attribute',
    [
      ['C', 'TW'],
      ['CN', '行政院'],
    ],
  ],
])('%s is another name', (_, other) => {
  expect(parsed(agency).matches(parsed(other))).toBe(false)
})

it('a string of unknown letters is the same only by its bytes', () => {
  const teletex = parsed([['O', 'ABC', 'teletex']])
  expect(teletex.matches(parsed([['O', 'ABC', 'teletex']]))).toBe(true)
  expect(teletex.matches(parsed([['O', 'abc', 'teletex']]))).toBe(false)
  expect(teletex.matches(parsed([['O', 'ABC', 'utf8']]))).toBe(false)
})

it('a text that looks like bytes in canonical form is no such bytes', () => {
  const teletex = parsed([['O', 'A', 'teletex']])
  expect(teletex.matches(parsed([['O', '#140141']]))).toBe(false)
})

it('a name below another starts with it', () => {
  const below = parsed([...agency, ['CN', 'x']])
  expect(below.startsWith(parsed(agency))).toBe(true)
  expect(parsed(agency).startsWith(below)).toBe(false)
})
