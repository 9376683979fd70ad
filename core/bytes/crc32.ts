/** CRC-32 of ISO 3309, as ZIP has it: one table entry per octet. */
const table = Uint32Array.from({ length: 256 }, (_, octet) => {
  let value = octet
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

export function crc32(octets: Uint8Array): number {
  let crc = 0xffffffff
  for (const octet of octets) crc = (crc >>> 8) ^ (table[(crc ^ octet) & 0xff] ?? 0)
  return (crc ^ 0xffffffff) >>> 0
}
