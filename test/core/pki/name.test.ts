import { expect, it } from 'vitest'
import { readDer, tags } from '../../../core/pki/der.ts'
import { der, derOid } from '../../../core/pki/der-writer.ts'
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

it('names are the same when one has letters that are not seen', () => {
  expect(parsed([['O', 'De\u00admo\u200b']]).matches(parsed([['O', 'demo']]))).toBe(true)
})

it('names are the same in four octets a letter, and what is no letter there is no text', () => {
  const universal = (...letters: number[]) => {
    const octets = letters.flatMap((letter) => [0, letter >> 16, (letter >> 8) & 0xff, letter & 0xff])
    const attribute = der(tags.sequence, derOid('2.5.4.10'), der(tags.universalString, octets))
    return parseName(readDer(der(tags.sequence, der(tags.set, attribute)), 'name'), 'name')
  }
  expect(universal(0x884c, 0x653f, 0x9662).matches(parsed([['O', '行政院']]))).toBe(true)
  expect(universal(0x20000).matches(parsed([['O', '𠀀']]))).toBe(true)
  expect(() => universal(0xd800).textsOf('2.5.4.10')).toThrow('not text')
  expect(() => universal(0x110000).textsOf('2.5.4.10')).toThrow('not text')
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
