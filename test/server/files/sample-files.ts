import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js'
import type { FileType } from '../../../core/portal/file-types.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')

/** A ZIP archive with these entries; the first is not packed, as OpenDocument wants its own. */
export async function archive(entries: readonly (readonly [name: string, content: string])[]): Promise<Uint8Array> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, extendedTimestamp: false })
  for (const [name, content] of entries) {
    await writer.add(name, new TextReader(content), { level: 0, dataDescriptor: false })
  }
  return new Uint8Array(await (await writer.close()).arrayBuffer())
}

const openDocument = (kind: string) =>
  archive([
    ['mimetype', `application/vnd.oasis.opendocument.${kind}`],
    ['content.xml', '<x/>'],
  ])
const openXml = (folder: string) =>
  archive([
    ['[Content_Types].xml', '<x/>'],
    [`${folder}/document.xml`, '<x/>'],
  ])
const compound = bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more')

/** The least of each type that may be attached. */
export const sampleFiles: Readonly<Record<FileType, Uint8Array>> = {
  pdf: bytes('%PDF-1.7\n%%EOF'),
  odt: await openDocument('text'),
  ods: await openDocument('spreadsheet'),
  odp: await openDocument('presentation'),
  doc: compound,
  docx: await openXml('word'),
  xls: compound,
  xlsx: await openXml('xl'),
  ppt: compound,
  pptx: await openXml('ppt'),
  jpg: bytes('\xff\xd8\xff\xe0 picture'),
  jpeg: bytes('\xff\xd8\xff\xe1 picture'),
  png: bytes('\x89PNG\r\n\x1a\n picture'),
  csv: bytes('a,b\r\n1,2\r\n'),
  txt: Buffer.from('健保', 'utf8'),
  zip: await archive([['a.txt', 'a']]),
}
