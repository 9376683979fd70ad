import { randomBytes } from 'node:crypto'

/**
 * RFC 9562 §5.7 UUID version 7: grows with time, so that new rows sit together in an index, and needs no sequence that
 * several database nodes would have to agree on.
 */
export function newId(time: Date): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(time.getTime(), 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
