import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Files that arrive in parts, by the id of their row. */
export interface IncomingFiles {
  /**
   * Writes what arrives from `at` on, durably, over what was there after it. Answers how many bytes there are then. Errors:
   * those of `body`; what came before one is written.
   */
  write(id: string, at: number, body: AsyncIterable<Uint8Array>): Promise<number>
  read(id: string): AsyncIterable<Uint8Array>
  remove(id: string): Promise<void>
}

export function openIncomingFiles(directory: string): IncomingFiles {
  const placeOf = (id: string) => join(directory, id)
  return {
    async write(id, at, body) {
      await mkdir(directory, { recursive: true })
      const file = await open(placeOf(id), at === 0 ? 'w' : 'r+', 0o600)
      try {
        let end = at
        for await (const chunk of body) {
          for (let from = 0; from < chunk.byteLength;) {
            const { bytesWritten } = await file.write(chunk, from, chunk.byteLength - from, end)
            from += bytesWritten
            end += bytesWritten
          }
        }
        await file.truncate(end)
        await file.sync()
        return end
      } finally {
        await file.close()
      }
    },
    read: (id) => createReadStream(placeOf(id)),
    remove: (id) => rm(placeOf(id), { force: true }),
  }
}
