import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { FileType } from '../../core/portal/file-types.ts'
import { requireContent } from './require-content.ts'

export interface StoredFile {
  /** Hex: the file's address in the store. */
  readonly sha256: string
  readonly size: number
}

/** Files by the SHA-256 of their content, in the data directory: no path ever comes from a name somebody gave. */
export interface FileStore {
  /**
   * Keeps what arrives, durably, once it is checked to be of the type. Errors: those of `body`, and ERR_REQUEST_FILE_CONTENT.
   */
  keep(body: AsyncIterable<Uint8Array>, type: FileType): Promise<StoredFile>
  /** Undefined when it is not there. */
  read(sha256: string): Promise<ReadableStream<Uint8Array> | undefined>
  /** Its path, for a thread that reads it here and there; undefined when it is not there. Nobody writes to it. */
  find(sha256: string): Promise<string | undefined>
  /** Removes what was kept before that time and is in `isUsed` of nobody. Answers how many. */
  removeUnused(before: Date, isUsed: (sha256: string) => Promise<boolean>): Promise<number>
}

export function openFileStore(directory: string): FileStore {
  const incoming = join(directory, 'incoming')
  const placeOf = (sha256: string) => join(directory, sha256.slice(0, 2), sha256)
  const find = (sha256: string) =>
    stat(placeOf(sha256)).then(
      () => placeOf(sha256),
      () => undefined,
    )

  return {
    async keep(body, type) {
      await mkdir(incoming, { recursive: true })
      const draft = join(incoming, randomBytes(16).toString('hex'))
      try {
        const file = await write(draft, body)
        await requireContent(draft, type)
        const place = placeOf(file.sha256)
        await mkdir(join(place, '..'), { recursive: true })
        await rename(draft, place)
        const now = new Date()
        await utimes(place, now, now) // kept anew: the clean-up leaves it
        await syncDirectory(join(place, '..'))
        return file
      } finally {
        await rm(draft, { force: true })
      }
    },

    async read(sha256) {
      const place = await find(sha256)
      return place === undefined ? undefined : (Readable.toWeb(createReadStream(place)) as ReadableStream<Uint8Array>)
    },

    find,

    async removeUnused(before, isUsed) {
      let removed = 0
      for (const entry of await readdir(directory, { withFileTypes: true, recursive: true }).catch(() => [])) {
        const place = join(entry.parentPath, entry.name)
        if (!entry.isFile() || (await stat(place)).mtime >= before || (await isUsed(entry.name))) continue
        await rm(place, { force: true })
        removed++
      }
      return removed
    },
  }
}

async function write(path: string, body: AsyncIterable<Uint8Array>): Promise<StoredFile> {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of body) {
      hash.update(chunk)
      size += chunk.byteLength
      await writeAll(file, chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
}

/** A single write may take less than it is given. */
async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.byteLength;) at += (await file.write(chunk, at)).bytesWritten
}

/** The name is as durable as the content; Windows has no such call and needs none. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const directory = await open(path)
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
