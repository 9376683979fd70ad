import { element } from '../pki/der.ts'
import type { CardCommand } from './apdu.ts'
import { type ApplicationMemory, type CardAnswer, sw } from './card-application.ts'

/** A file of a card of ours, found by its short identifier too. */
export interface ElementaryFile {
  readonly fileId: number
  readonly shortFileId: number
  readonly content: Uint8Array
}

/** A data object whose value is text. */
export const textObject = (tag: number, value: string) => element(tag, new TextEncoder().encode(value))

/** READ BINARY of one of an application's files (ISO 7816-4 §11.3.3). */
export async function readElementaryFile(
  memory: ApplicationMemory,
  files: readonly ElementaryFile[],
  { p1, p2, data, le }: CardCommand,
): Promise<CardAnswer> {
  if (data.length > 0 || le === undefined) return { sw: sw.wrongLength }
  const { selected, currentFile } = memory.state
  if (!selected) return { sw: sw.noCurrentFile }
  const byShortId = (p1 & 0x80) !== 0
  if (byShortId && (p1 & 0x60) !== 0) return { sw: sw.wrongParameters }
  const file = files.find(({ fileId, shortFileId }) =>
    byShortId ? shortFileId === (p1 & 0x1f) : fileId === currentFile,
  )
  if (!file) return { sw: byShortId ? sw.fileNotFound : sw.noCurrentFile }
  if (byShortId) await memory.set({ currentFile: file.fileId })
  const offset = byShortId ? p2 : p1 * 256 + p2
  if (offset >= file.content.length) return { sw: sw.wrongOffset }
  // Reading leaves nothing for GET RESPONSE: what is asked for is all that is offered.
  const rest = file.content.subarray(offset)
  return { data: rest.subarray(0, le), sw: sw.ok }
}
