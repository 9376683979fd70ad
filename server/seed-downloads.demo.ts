import { fileTypeOf } from '../core/portal/file-types.ts'
import { taiwanDay } from '../core/portal/taiwan-day.ts'
import { demoDownloads } from '../demo/downloads.ts'
import { addSeconds } from './clock.ts'
import type { Queryable } from './db/database.ts'
import { addDownloadFile } from './db/tables/download-files.ts'
import { findDownload, saveDownload } from './db/tables/downloads.ts'
import { demoId } from './demo-id.demo.ts'
import type { FileStore } from './files/file-store.ts'

const day = 86_400

/** Writes the demo's entries of 下載專區, as if somebody had released them. What is there already stays. */
export async function seedDownloads(query: Queryable, files: FileStore, now: Date, authorId: string): Promise<void> {
  for (const { item, description, daysAgo, files: given } of demoDownloads) {
    const id = demoId(description)
    if (await findDownload(query, id)) continue
    const at = addSeconds(now, -daysAgo * day)
    await saveDownload(query, {
      id,
      item,
      description,
      stage: 'released',
      fromDay: taiwanDay(at),
      untilDay: null,
      contentAt: at,
      version: 1,
      changedAt: at,
      changedBy: authorId,
    })
    for (const [name, content] of Object.entries(given)) {
      const type = fileTypeOf(name)
      if (type === undefined) throw new Error(`${name} has no type that may be offered`)
      const stored = await files.keep(once(content), type)
      await addDownloadFile(query, { id: demoId(`${description} ${name}`), downloadId: id, name, type, ...stored })
    }
  }
}

export async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(content)
}
