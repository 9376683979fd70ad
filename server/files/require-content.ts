import { openAsBlob } from 'node:fs'
import { CodedError } from '../../core/errors/coded-error.ts'
import { type FileMark, fileType, type FileType } from '../../core/portal/file-types.ts'
import { readArchive } from './read-archive.ts'

/** Control characters that text has; form feed ends a page of old listings. */
const textControls: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0c, 0x0d])

/** Whether a file is what its name says. Errors: ERR_REQUEST_FILE_CONTENT. */
export async function requireContent(path: string, type: FileType): Promise<void> {
  const file = await openAsBlob(path)
  if (file.size > 0 && (await hasMark(file, fileType(type).mark))) return
  throw new CodedError('ERR_REQUEST_FILE_CONTENT', `the content is not of the type ${type}`, { details: { type } })
}

async function hasMark(file: Blob, mark: FileMark): Promise<boolean> {
  if ('text' in mark) return await isText(file)
  if ('begins' in mark) return (await beginning(file, mark.begins.length / 2)).toString('hex') === mark.begins
  if ('zipMimetype' in mark) return await beginsWithMimetype(file, mark.zipMimetype)
  const names = await readArchive(file)
  const { zipWith } = mark
  return (
    names !== undefined && (zipWith.length === 0 || names.some((name) => zipWith.some((part) => name.startsWith(part))))
  )
}

const beginning = async (file: Blob, length: number): Promise<Buffer> =>
  Buffer.from(await file.slice(0, length).arrayBuffer())

/** The entry is the first, unpacked and without an extra field, so that it stands at octet 30 (OpenDocument 1.3 §3.3). */
async function beginsWithMimetype(file: Blob, mimetype: string): Promise<boolean> {
  const expected = `mimetype${mimetype}`
  const head = await beginning(file, 30 + expected.length + 2)
  // PK follows: a longer type, such as a template's, begins in the same way.
  return head.subarray(30).toString('latin1') === `${expected}PK` && (await readArchive(file)) !== undefined
}

async function isText(file: Blob): Promise<boolean> {
  for await (const chunk of file.stream()) {
    for (const octet of chunk) if (octet < 0x20 && !textControls.has(octet)) return false
  }
  return true
}
