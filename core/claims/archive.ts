import { configure, type Entry, type FileEntry, type Reader, ZipReader } from '@zip.js/zip.js'
import type { ArchiveRefusal } from './archive-refusals.ts'
import { largestClaimsDocument } from './submission.ts'

configure({ useWebWorkers: false })

export class ClaimsArchiveError extends Error {
  readonly refusal: ArchiveRefusal

  constructor(refusal: ArchiveRefusal, options?: ErrorOptions) {
    super(`the archive is refused: ${refusal}`, options)
    this.refusal = refusal
  }
}

/** More than one is refused; looking through very many would keep the reader busy. */
const mostEntries = 2

/**
 * Unpacks the one document of an archive, piece by piece: nothing of it is ever whole in memory, and no name in it becomes a
 * path. `onPiece` may use a piece until it returns. Rejects with ClaimsArchiveError, after pieces were given out too, with
 * what `onPiece` throws, and with the reason of `signal`.
 */
export async function unpackClaims(
  archive: Reader<unknown>,
  onPiece: (piece: Uint8Array, unpacked: { readonly of: number }) => void,
  { signal, largest = largestClaimsDocument }: { readonly signal?: AbortSignal; readonly largest?: number } = {},
): Promise<void> {
  const reader = new ZipReader(archive)
  let ours: unknown
  try {
    const document = requireDocument(await listEntries(reader), largest)
    let unpacked = 0
    const pieces = new WritableStream<Uint8Array>({
      write(piece) {
        unpacked += piece.byteLength
        try {
          // What the archive says of its size may be a lie.
          if (unpacked > largest) throw new ClaimsArchiveError('large')
          onPiece(piece, { of: document.uncompressedSize })
        } catch (error) {
          ours = error
          throw error
        }
      },
    })
    await document.getData(pieces, { checkSignature: true, ...(signal && { signal }) })
  } catch (error) {
    signal?.throwIfAborted()
    if (ours !== undefined) throw ours
    if (error instanceof ClaimsArchiveError) throw error
    throw new ClaimsArchiveError('damaged', { cause: error })
  } finally {
    await reader.close().catch(() => undefined)
  }
}

async function listEntries(reader: ZipReader<unknown>): Promise<Entry[]> {
  const entries: Entry[] = []
  for await (const entry of reader.getEntriesGenerator()) {
    if (entries.push(entry) >= mostEntries) break
  }
  return entries
}

function requireDocument([entry, another]: Entry[], largest: number): FileEntry {
  if (!entry) throw new ClaimsArchiveError('damaged')
  if (another) throw new ClaimsArchiveError('many')
  if (entry.encrypted) throw new ClaimsArchiveError('locked')
  if (entry.directory || !/^[^/\\:]{1,100}\.xml$/i.test(entry.filename)) throw new ClaimsArchiveError('name')
  if (entry.uncompressedSize > largest) throw new ClaimsArchiveError('large')
  return entry
}
