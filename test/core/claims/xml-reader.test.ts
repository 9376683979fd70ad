import { describe, expect, it } from 'vitest'
import { fieldId } from '../../../core/claims/fields.ts'
import { XmlReader } from '../../../core/claims/xml-reader.ts'
import { inventClaims } from '../../../demo/claims/claims-document.ts'
import { Seeded } from '../../../demo/claims/seeded.ts'
import { checkInvented, checkPieces, whole } from './check-claims.ts'
import { cut } from './fuzz.ts'

const declaration = '<?xml version="1.0" encoding="BIG5"?>'
const shape = { root: 'outpatient', fieldIds: ['t1', 't2', 'd1', 'd2', 'd3', 'd4', 'p1', 'p2'], head: ['d1', 'd2'] }

/** What the reader tells, a line each: `(` and `)` for sections, `d3=…` for values, `!FAULT name`. */
function told(document: string | Uint8Array): string[] {
  const lines: string[] = []
  const reader = new XmlReader(shape, {
    open: (section) => lines.push(`(${section}`),
    close: (section) => lines.push(`${section})`),
    field: (index, bytes, from, to) =>
      lines.push(`${fieldId(index)}=${Buffer.from(bytes.subarray(from, to)).toString('latin1')}`),
    unreadable: (index) => lines.push(`${fieldId(index)}=?`),
    fault: (fault, _at, name) => lines.push(`!${fault}${name && ` ${name}`}`),
  })
  reader.push(typeof document === 'string' ? Buffer.from(document, 'latin1') : document)
  reader.end()
  return lines
}

const outpatient = (content: string) => told(`${declaration}\n<outpatient>${content}</outpatient>\n`)
/** What is told of a case with this body, without what belongs to every document. */
const body = (content: string) =>
  outpatient(`<tdata/><ddata><dhead><d1>01</d1></dhead><dbody>${content}</dbody></ddata>`).slice(7, -2)

describe('what is right', () => {
  it('is told in its order, with spaces between elements let go', () => {
    expect(
      outpatient(
        '\r\n <tdata><t1>10</t1></tdata>\n<ddata>\n<dhead ><d1>01</d1 ></dhead>\t<dbody><d3>A1</d3><pdata><p1>7</p1></pdata></dbody></ddata>',
      ),
    ).toEqual(
      ['(tdata', 't1=10', 'tdata)', '(ddata', '(dhead', 'd1=01', 'dhead)', '(dbody', 'd3=A1'].concat([
        '(pdata',
        'p1=7',
        'pdata)',
        'dbody)',
        'ddata)',
      ]),
    )
  })

  it('an empty element is an empty value, in either writing, and its spaces are its own', () => {
    expect(body('<d3></d3><d4/>')).toEqual(['d3=', 'd4='])
    expect(body('<d3> A </d3>')).toEqual(['d3= A '])
  })

  it('the five entities stand for their signs', () => {
    expect(body('<d3>a&lt;&gt;&amp;&quot;&apos;b</d3>')).toEqual([`d3=a<>&"'b`])
  })

  it('the second half of a Big5 character is no markup, whatever it is', () => {
    const trails = Array.from({ length: 0x7e - 0x40 + 1 }, (_, at) => 0x40 + at)
    const value = trails.map((trail) => String.fromCharCode(0xa4, trail)).join('')
    expect(body(`<d3>${value}</d3>`)).toEqual([`d3=${value}`])
    expect('<>&"\''.split('').every((sign) => sign.charCodeAt(0) < 0x40)).toBe(true)
  })

  it.each([`<?xml version='1.0' encoding='big5'?>`, '<?xml  version = "1.0"  encoding = "Big5" ?>'])('%s', (other) => {
    expect(told(`${other}<outpatient><tdata/></outpatient>`)).toEqual(['(tdata', 'tdata)'])
  })
})

describe('what is not right is told, and the reading goes on where it can', () => {
  it.each([
    ['a declaration of another encoding', '<?xml version="1.0" encoding="UTF-8"?><outpatient><tdata/></outpatient>'],
    ['no declaration', '<outpatient><tdata/></outpatient>'],
    ['a byte order mark', `\u00ef\u00bb\u00bf${declaration}<outpatient><tdata/></outpatient>`],
  ])('%s', (_name, document) => {
    expect(told(document)).toEqual(['!DECLARATION', '(tdata', 'tdata)'])
  })

  it.each<[string, string, string[]]>([
    ['a value without its end', '<d3>A1<d4>1</d4>', ['!END', 'd3=?', 'd4=1']],
    ['a value with the end of another field', '<d3>A1</d4><d4>1</d4>', ['!END d4', 'd3=A1', 'd4=1']],
    ['an end without a beginning', '</d3><d4>1</d4>', ['!END d3', 'd4=1']],
    [
      'an order that does not end',
      '<pdata><p1>1</p1><pdata><p1>2</p1></pdata>',
      ['(pdata', 'p1=1', '!END pdata', 'pdata)', '(pdata', 'p1=2', 'pdata)'],
    ],
    ['an order that does not begin', '<p1>1</p1></pdata>', ['!PLACE p1', '!END pdata']],
    [
      'an element there is not',
      '<d77>1</d77><D3>1</D3><d04>1</d04><x><d3>1</d3></x>',
      ['!UNKNOWN d77', '!UNKNOWN D3', '!UNKNOWN d04', '!UNKNOWN x'],
    ],
    ['an attribute', '<d3 a=">">1</d3><d4 b/>', ['!ATTRIBUTE d3', 'd3=1', '!ATTRIBUTE d4', 'd4=']],
    ['another entity', '<d3>&#65;</d3><d4>&lt</d4>', ['!ENTITY', 'd3=?', '!ENTITY', 'd4=?']],
    ['a comment', '<!-- <d3>1</d3> --><d4>1</d4>', ['!COMMENT', 'd4=1']],
    ['an instruction', '<?a > ?><d4>1</d4>', ['!INSTRUCTION', 'd4=1']],
    ['a text between', 'a b<d4>1</d4>c', ['!TEXT', 'd4=1', '!TEXT']],
    ['half a tag', '<d3<d4>1</d4>', ['!TAG', 'd4=1']],
  ])('%s', (_name, content, lines) => {
    expect(body(content)).toEqual(lines)
  })

  it('a case that does not end hides no other', () => {
    const one = (serial: number, end: string) => `<ddata><dhead><d2>${serial}</d2></dhead><dbody><d3>A</d3><x>${end}`
    const lines = outpatient(`<tdata/>${one(1, '')}${one(2, '</x></dbody></ddata>')}`)
    expect(lines.filter((line) => /^\(ddata|ddata\)|d2|!/.test(line))).toEqual([
      '(ddata',
      'd2=1',
      '!UNKNOWN x',
      '!END ddata',
      'ddata)',
      '(ddata',
      'd2=2',
      '!UNKNOWN x',
      'ddata)',
    ])
  })

  it('sections that are missing, twice or in another order', () => {
    expect(outpatient('<ddata><dbody/></ddata>')).toEqual([
      '(ddata',
      '(dbody',
      'dbody)',
      '!MISSING dhead',
      'ddata)',
      '!MISSING tdata',
    ])
    expect(outpatient('<tdata/><tdata><t1>1</t1></tdata>')).toEqual(['(tdata', 'tdata)', '!TWICE tdata'])
    expect(outpatient('<ddata><dbody/><dhead/></ddata><tdata/>').filter((line) => line.startsWith('!'))).toEqual([
      '!ORDER dhead',
      '!ORDER tdata',
    ])
  })
})

describe('what ends the reading', () => {
  it.each<[string, string, string]>([
    ['another root', `${declaration}<pharmacy><tdata/></pharmacy>`, '!ROOT pharmacy'],
    ['DOCTYPE', `${declaration}<!DOCTYPE outpatient [<!ENTITY a "b">]><outpatient/>`, '!MARKUP'],
    ['CDATA', `${declaration}<outpatient><![CDATA[<tdata/>]]></outpatient>`, '!MARKUP'],
    ['a value without end', `${declaration}<outpatient><tdata><t1>${'1'.repeat(5000)}`, '!LONG'],
    ['a tag without end', `${declaration}<outpatient><tdata><t1 ${'a'.repeat(600)}`, '!LONG'],
    ['the end of the file', `${declaration}<outpatient><tdata><t1>1`, '!CUT'],
    ['nothing', '', '!CUT'],
    ['something after the root', `${declaration}<outpatient><tdata/></outpatient>x<outpatient>`, '!AFTER'],
  ])('%s', (_name, document, last) => {
    expect(told(document).at(-1)).toBe(last)
    expect(told(document).filter((line) => line.startsWith('!'))).toHaveLength(1)
  })

  it.each([513, 5000, 9000, 200_000])('a tag of %i signs, however much of it is seen at once', (length) => {
    const bytes = Buffer.from(`${declaration}<outpatient><tdata/><${'a'.repeat(length)}>`, 'latin1')
    for (const closed of [bytes, Buffer.from(bytes.toString('latin1').replace('<aa', '</aa'), 'latin1')])
      expect(told(closed).at(-1)).toBe('!LONG')
  })

  it('UTF-16 and what is no text at all', () => {
    expect(told(Buffer.from(`${declaration}<outpatient/>`, 'utf16le')).at(-1)).toBe('!CUT')
    expect(told(new Uint8Array(100_000)).at(-1)).toBe('!CUT')
  })
})

it('a document of many buffers has the same findings in any pieces, down to its last byte', () => {
  const claims = inventClaims({ kind: 'outpatient', seed: 5, bytes: 400_000, plant: 'OP-D39-SUM' })
  const bytes = whole(claims)
  const inCases = checkInvented(claims)
  expect(inCases.findings).toMatchObject([{ rule: 'OP-D39-SUM', case: claims.cases }])
  expect(inCases.result.bytes).toBe(bytes.length)
  for (const pieces of [[bytes], cut(bytes, new Seeded(1)), cut(bytes, new Seeded(2))])
    expect(checkPieces(pieces, claims.facts)).toEqual(inCases)
  const [finding] = inCases.findings
  const at = finding?.at ?? 0
  expect(Buffer.from(bytes.subarray(at - 5, at)).toString()).toBe('<d39>')
}, 60_000)
