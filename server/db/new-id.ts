import { randomOctets } from '../random-octets.ts'

let lastTime = 0
let counter = 0

/**
 * RFC 9562 §5.7 UUID version 7: grows with time, so that new rows sit together in an index, and needs no sequence that
 * several database nodes would have to agree on. Within a millisecond it grows by a counter (§6.2, method 1), so that rows
 * of one process keep their order.
 */
export function newId(at: Date): string {
  const time = at.getTime()
  counter = time === lastTime ? (counter + 1) & 0xfff : 0
  lastTime = time
  const bytes = randomOctets(16)
  bytes.writeUIntBE(time, 0, 6)
  bytes.writeUInt16BE(0x7000 | counter, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** When an id was made, to the millisecond: a version 7 UUID begins with it. The beginning of time for any other UUID. */
export const timeOfId = (id: string): Date =>
  new Date(id.charAt(14) === '7' ? Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) : 0)
