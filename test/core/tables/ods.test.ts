import { Uint8ArrayReader, TextWriter, ZipReader } from '@zip.js/zip.js'
import { Window } from 'happy-dom'
import { describe, expect, it } from 'vitest'
import { fileTypes } from '../../../core/portal/file-types.ts'
import { odsType, toOds } from '../../../core/tables/ods.ts'
import type { Sheet } from '../../../core/tables/sheet.ts'

const sheet: Sheet = {
  title: '醫事機構清單: [共/2*筆?] 這個名稱長過試算表允許的三十一個字元所以會被截短到剛好',
  columns: ['名稱', '件數', '備註'],
  rows: [
    ['示範晨曦診所', 12, '=SUM(A1:A2)'],
    ['A & B <C> "D"', -0.5, null],
    ['兩\r\n行', 0, `  前面有空白  中間也有\t定位\u0000\u0008\ud800`],
    ['', undefined, '@x'],
  ],
}

async function unpack(octets: Uint8Array<ArrayBuffer>) {
  const reader = new ZipReader(new Uint8ArrayReader(octets), { useWebWorkers: false, checkSignature: true })
  const files = new Map<string, string>()
  const entries = await reader.getEntries()
  for (const entry of entries) {
    if (!entry.directory) files.set(entry.filename, await entry.getData(new TextWriter()))
  }
  return { entries, files }
}

/** As XML, strictly: what is not well formed has a parser's error in it. */
function parse(xml: string) {
  const document = read(xml)
  expect(document.querySelector('parsererror')).toBeNull()
  return document
}

const read = (xml: string) => new new Window().DOMParser().parseFromString(xml, 'application/xml')

it.each(['<a><b></a>', '<a'])('the parser tells that %s is not well formed', (xml) => {
  expect(read(xml).querySelector('parsererror')).not.toBeNull()
})

describe('an ODS', async () => {
  const octets = toOds(sheet)
  const { entries, files } = await unpack(octets)
  const content = files.get('content.xml') ?? ''

  it('begins with its type, first and unpacked, so that it is known by its first octets', () => {
    expect(entries[0]).toMatchObject({ filename: 'mimetype', compressionMethod: 0, rawExtraField: new Uint8Array() })
    expect(Buffer.from(octets.subarray(30, 38 + odsType.length)).toString('latin1')).toBe(`mimetype${odsType}`)
    expect(fileTypes.ods.mark.zipMimetype).toBe(odsType)
  })

  it('names in its manifest every file that it has', () => {
    const manifest = parse(files.get('META-INF/manifest.xml') ?? '')
    const listed = [...manifest.getElementsByTagName('manifest:file-entry')].map((entry) => [
      entry.getAttribute('manifest:full-path'),
      entry.getAttribute('manifest:media-type'),
    ])
    expect(listed).toEqual([
      ['/', odsType],
      ['content.xml', 'text/xml'],
      ['styles.xml', 'text/xml'],
    ])
    expect([...files.keys()]).toEqual(['mimetype', 'META-INF/manifest.xml', 'content.xml', 'styles.xml'])
    parse(files.get('styles.xml') ?? '')
  })

  it('holds titles and rows as they are: numbers as numbers, every text as a text, nothing as a formula', () => {
    const document = parse(content)
    const rows = [...document.getElementsByTagName('table:table-row')].map((row) =>
      [...row.getElementsByTagName('table:table-cell')].map((cell) => [
        cell.getAttribute('office:value-type'),
        cell.getAttribute('office:value') ?? cell.textContent,
      ]),
    )
    expect(rows).toEqual([
      [
        ['string', '名稱'],
        ['string', '件數'],
        ['string', '備註'],
      ],
      [
        ['string', '示範晨曦診所'],
        ['float', '12'],
        ['string', '=SUM(A1:A2)'],
      ],
      [
        ['string', 'A & B <C> "D"'],
        ['float', '-0.5'],
        [null, ''],
      ],
      [
        ['string', '兩行'],
        ['float', '0'],
        ['string', '前面有空白中間也有定位'],
      ],
      [
        [null, ''],
        [null, ''],
        ['string', '@x'],
      ],
    ])
    expect(content).not.toContain('formula')
  })

  it('keeps lines, spaces and tabs in OpenDocument’s own elements', () => {
    expect(content).toContain('<text:p>兩</text:p><text:p>行</text:p>')
    expect(content).toContain(
      '<text:p><text:s text:c="2"/>前面有空白<text:s text:c="2"/>中間也有<text:tab/>定位</text:p>',
    )
  })

  it('has a sheet’s name that a spreadsheet program takes', () => {
    const [, name = ''] = /table:name="([^"]*)"/.exec(content) ?? []
    expect(name.length).toBeLessThanOrEqual(31)
    expect(name).not.toMatch(/[[\]*?:/\\]/)
    expect(name).toContain('醫事機構清單')
  })

  it('of an empty list is whole too', async () => {
    const empty = await unpack(toOds({ title: '', columns: ['a'], rows: [] }))
    expect(empty.files.get('content.xml')).toContain('table:name="Sheet1"')
  })
})
