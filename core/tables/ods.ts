import { storedZip } from '../bytes/stored-zip.ts'
import type { Sheet, SheetValue } from './sheet.ts'

export const odsType = 'application/vnd.oasis.opendocument.spreadsheet'

const xml = '<?xml version="1.0" encoding="UTF-8"?>\n'
const namespace = (name: string) => `urn:oasis:names:tc:opendocument:xmlns:${name}:1.0`

/**
 * An OpenDocument spreadsheet 1.3 with one table, whose first row holds the columns' titles. `mimetype` is the first entry,
 * unpacked (part 2 §3.3), so that the type can be told from the first octets. Every text is a text: nothing in it is a formula.
 */
export function toOds(sheet: Sheet): Uint8Array<ArrayBuffer> {
  const text = (name: string, content: string) => ({ name, content: new TextEncoder().encode(content) })
  return storedZip([
    text('mimetype', odsType),
    text('META-INF/manifest.xml', manifest),
    text('content.xml', contentOf(sheet)),
    text('styles.xml', styles),
  ])
}

const manifest =
  xml +
  `<manifest:manifest xmlns:manifest="${namespace('manifest')}" manifest:version="1.3">` +
  `<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${odsType}"/>` +
  ['content.xml', 'styles.xml']
    .map((path) => `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="text/xml"/>`)
    .join('') +
  '</manifest:manifest>'

const styles =
  xml + `<office:document-styles xmlns:office="${namespace('office')}" office:version="1.3"></office:document-styles>`

function contentOf({ title, columns, rows }: Sheet): string {
  const row = (values: readonly SheetValue[], style = '') =>
    `<table:table-row>${values.map((value) => cell(value, style)).join('')}</table:table-row>`
  return (
    xml +
    `<office:document-content xmlns:office="${namespace('office')}" xmlns:table="${namespace('table')}"` +
    ` xmlns:text="${namespace('text')}" xmlns:style="${namespace('style')}"` +
    ` xmlns:fo="${namespace('xsl-fo-compatible')}" office:version="1.3">` +
    '<office:automatic-styles><style:style style:name="heading" style:family="table-cell">' +
    '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>' +
    `<office:body><office:spreadsheet><table:table table:name="${escape(sheetName(title))}">` +
    `<table:table-column table:number-columns-repeated="${Math.max(1, columns.length)}"/>` +
    `<table:table-header-rows>${row(columns, ' table:style-name="heading"')}</table:table-header-rows>` +
    rows.map((values) => row(values)).join('') +
    '</table:table></office:spreadsheet></office:body></office:document-content>'
  )
}

/** A spreadsheet program refuses these signs in a sheet's name, and more than 31 characters. */
const sheetName = (title: string): string =>
  title
    .replaceAll(/[[\]*?:/\\']/g, ' ')
    .trim()
    .slice(0, 31) || 'Sheet1'

function cell(value: SheetValue, style: string): string {
  if (value === null || value === undefined || value === '') return `<table:table-cell${style}/>`
  if (typeof value === 'number' && Number.isFinite(value)) {
    return `<table:table-cell${style} office:value-type="float" office:value="${value}"><text:p>${value}</text:p></table:table-cell>`
  }
  const paragraphs = String(value)
    .split(/\r\n|[\r\n]/)
    .map((line) => `<text:p>${spaced(escape(line))}</text:p>`)
  return `<table:table-cell${style} office:value-type="string">${paragraphs.join('')}</table:table-cell>`
}

/** White space is kept as OpenDocument writes it (part 3 §6.1.2): what follows a space is an element. */
const spaced = (text: string): string =>
  text.replaceAll('\t', '<text:tab/>').replaceAll(/^ +| {2,}/g, (spaces) => `<text:s text:c="${spaces.length}"/>`)

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Also without what XML 1.0 cannot hold: control characters, half of a pair. */
const escape = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '')
    .replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
