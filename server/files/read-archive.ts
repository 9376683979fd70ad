import { BlobReader, configure, ZipReader } from '@zip.js/zip.js'

configure({ useWebWorkers: false })

/** More entries than any document has; looking through them must not keep the server busy. */
const mostEntries = 10_000

/** The names in a ZIP archive, which is not unpacked; undefined for what is none, or has too many. */
export async function readArchive(file: Blob): Promise<readonly string[] | undefined> {
  const reader = new ZipReader(new BlobReader(file))
  const names: string[] = []
  try {
    for await (const { filename } of reader.getEntriesGenerator()) {
      if (names.push(filename) > mostEntries) return undefined
    }
    return names
  } catch {
    return undefined // no archive: whatever the library found wrong with it
  } finally {
    await reader.close()
  }
}
