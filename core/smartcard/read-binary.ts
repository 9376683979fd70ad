import { concat } from '../bytes/concat.ts'
import { CodedError } from '../errors/coded-error.ts'
import type { CardChannel } from './card-channel.ts'
import { statusWords, StatusWordError } from './status-word.ts'

/** ISO 7816-4 §11.3.3: P1-P2 hold 15 bits of offset, or 8 bits beside a short EF identifier. */
const offsetMaximum = 0x7fff

export interface ReadBinaryOptions {
  readonly cla?: number
  /** 1 to 30: reads that EF and makes it current. Otherwise the current EF is read. */
  readonly shortFileId?: number | undefined
  readonly offset?: number
  /** Bytes wanted at most, 256 by default. */
  readonly length?: number
}

/** One READ BINARY. Fewer bytes than asked for mean that the file ends there; an offset past its end gives none. */
export async function readBinary(
  channel: CardChannel,
  { cla = 0x00, shortFileId, offset = 0, length = 256 }: ReadBinaryOptions = {},
): Promise<Uint8Array> {
  const byShortId = shortFileId !== undefined && shortFileId > 0
  if (offset > (byShortId ? 0xff : offsetMaximum)) throw new RangeError(`READ BINARY offset ${offset}`)
  const p1 = byShortId ? 0x80 | shortFileId : offset >> 8
  const { data, sw } = await channel.exchange({
    name: 'READ BINARY',
    cla,
    ins: 0xb0,
    p1,
    p2: offset & 0xff,
    le: length,
  })
  if (sw === statusWords.ok || sw === statusWords.endOfFile) return data
  if (sw === statusWords.wrongOffset && offset > 0) return new Uint8Array()
  throw new StatusWordError('READ BINARY', sw)
}

export interface ReadFileOptions {
  readonly cla?: number
  readonly shortFileId?: number | undefined
  /** Where in the file to begin. */
  readonly offset?: number
  /** Bytes to read, when known. Otherwise the file is read to its end. */
  readonly length?: number | undefined
  /** Bytes per command: 256, or more over extended lengths. */
  readonly chunk?: number
}

/** Reads a file to its end, or `length` bytes of it. Errors: ERR_CARD_MALFORMED when it ends before `length`. */
export async function readFile(
  channel: CardChannel,
  { cla = 0x00, shortFileId, offset = 0, length, chunk = 256 }: ReadFileOptions = {},
): Promise<Uint8Array> {
  const end = Math.min(offset + (length ?? offsetMaximum + 1), offsetMaximum + 1)
  const parts: Uint8Array[] = []
  let at = offset
  while (at < end) {
    const wanted = Math.min(chunk, end - at)
    // The first read makes the file current, so that the others can say an offset of 15 bits.
    const part = await readBinary(channel, {
      cla,
      offset: at,
      length: wanted,
      ...(at === offset ? { shortFileId } : {}),
    })
    parts.push(part)
    at += part.length
    if (part.length < wanted) break
  }
  if (length !== undefined && at - offset < length) {
    const details = { field: 'file length' }
    throw new CodedError('ERR_CARD_MALFORMED', `file ends after ${at - offset} of ${length} bytes`, { details })
  }
  return concat(...parts)
}
