import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { type FileType, fileTypeCodes } from '../../../core/portal/file-types.ts'
import { type FileStore, openFileStore } from '../../../server/files/file-store.ts'
import { archive, sampleFiles } from './sample-files.ts'

const template = await archive([['mimetype', 'application/vnd.oasis.opendocument.text-template']])
let directory: string
let store: FileStore
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'files-'))
  store = openFileStore(directory)
})
afterAll(() => rm(directory, { recursive: true }))

async function* arriving(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
}
const contentOf = async (sha256: string) => {
  const stream = await store.read(sha256)
  return stream && Buffer.from(await new Response(stream).arrayBuffer())
}
const leftovers = () => readdir(join(directory, 'incoming'))

describe('a file', () => {
  it.each(fileTypeCodes)('%s is kept under the SHA-256 of its content, and read again', async (type) => {
    const content = sampleFiles[type]
    const kept = await store.keep(arriving(content.subarray(0, 5), content.subarray(5)), type)
    const sha256 = createHash('sha256').update(content).digest('hex')
    expect(kept).toEqual({ sha256, size: content.length })
    expect(await contentOf(sha256)).toEqual(Buffer.from(content))
    expect(await leftovers()).toEqual([])
  })

  it('kept twice is there once', async () => {
    const before = (await readdir(directory, { recursive: true })).length
    await store.keep(arriving(sampleFiles.pdf), 'pdf')
    expect(await readdir(directory, { recursive: true })).toHaveLength(before)
  })

  const wrong: readonly (readonly [what: string, type: FileType, content: Uint8Array])[] = [
    ['a program as PDF', 'pdf', Buffer.from('MZ\x90\x00')],
    ['HTML as PDF', 'pdf', Buffer.from('<script>alert(1)</script>%PDF-1.7')],
    ['nothing as text', 'txt', Buffer.alloc(0)],
    ['a program as text', 'txt', Buffer.from('\x7fELF\x02\x01\x01\x00')],
    ['a picture as CSV', 'csv', sampleFiles.png],
    ['PNG as JPEG', 'jpg', sampleFiles.png],
    ['a plain archive as Word document', 'docx', sampleFiles.zip],
    ['a workbook as Word document', 'docx', sampleFiles.xlsx],
    ['a presentation as text document', 'odt', sampleFiles.odp],
    ['a template as text document', 'odt', template],
    ['half an archive', 'zip', sampleFiles.zip.subarray(0, 40)],
    ['a program with an archive’s first octets', 'zip', Buffer.from('PK\x03\x04 and nothing of an archive')],
    ['Word 2003 as Word document', 'docx', sampleFiles.doc],
  ]
  it.each(wrong)('%s is refused, and nothing of it is left', async (_, type, content) => {
    const before = await readdir(directory, { recursive: true })
    await expect(store.keep(arriving(content), type)).rejects.toMatchObject({
      code: 'ERR_REQUEST_FILE_CONTENT',
      details: { type },
    })
    expect(await readdir(directory, { recursive: true })).toEqual(before)
  })

  it('that breaks off leaves nothing', async () => {
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield sampleFiles.pdf
      throw new CodedError('ERR_REQUEST_TOO_LARGE', 'too large')
    }
    await expect(store.keep(breaking(), 'pdf')).rejects.toMatchObject({ code: 'ERR_REQUEST_TOO_LARGE' })
    expect(await leftovers()).toEqual([])
  })

  it('that nobody uses goes after a while; what is used stays', async () => {
    const used = await store.keep(arriving(sampleFiles.png), 'png')
    const unused = await store.keep(arriving(Buffer.from('nobody’s')), 'txt')
    const isUsed = (sha256: string) => Promise.resolve(sha256 !== unused.sha256)
    expect(await store.removeUnused(new Date(Date.now() - 60_000), isUsed)).toBe(0)
    expect(await store.removeUnused(new Date(Date.now() + 60_000), isUsed)).toBe(1)
    expect(await contentOf(unused.sha256)).toBeUndefined()
    expect(await contentOf(used.sha256)).toBeDefined()
  })

  it('is never found by what is no SHA-256 of one', async () => {
    expect(await store.read('0'.repeat(64))).toBeUndefined()
  })
})
