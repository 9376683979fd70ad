import { concat } from './concat.ts'
import { crc32 } from './crc32.ts'

export interface StoredEntry {
  /** ASCII, with `/` between folders. */
  readonly name: string
  readonly content: Uint8Array
}

/** 1 January 1980, 00:00: the earliest time that the format has. The same entries make the same octets. */
const dosDate = 0x21
const version = 20

/** A ZIP archive (APPNOTE 6.3.3) with its entries in order, none of them packed and none with an extra field. */
export function storedZip(entries: readonly StoredEntry[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const { name, content } of entries) {
    const nameOctets = new TextEncoder().encode(name)
    const facts = [u16(version), u16(0), u16(0), u16(0), u16(dosDate), u32(crc32(content)), u32(content.length)]
    const common = [...facts, u32(content.length), u16(nameOctets.length), u16(0)]
    const header = concat(u32(0x04034b50), ...common, nameOctets)
    directory.push(
      concat(u32(0x02014b50), u16(version), ...common, u16(0), u16(0), u16(0), u32(0), u32(at), nameOctets),
    )
    parts.push(header, content)
    at += header.length + content.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const count = u16(entries.length)
  const end = concat(u32(0x06054b50), u16(0), u16(0), count, count, u32(size), u32(at), u16(0))
  return concat(...parts, ...directory, end)
}

const u16 = (value: number): Uint8Array => Uint8Array.of(value & 0xff, value >>> 8)
const u32 = (value: number): Uint8Array =>
  Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24)
