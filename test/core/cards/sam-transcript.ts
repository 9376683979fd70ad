import { concat } from '../../../core/bytes/concat.ts'
import { toHex } from '../../../core/bytes/hex.ts'

export const selectSam = `
      > 00 A4 04 0C 09 F0 4E 48 49 53 41 4D 01 00
      < 90 00`

const text = (tag: number, value: string) => [tag, value.length, ...new TextEncoder().encode(value)]

/** EF.INFO as the card has it. */
export function samInfo({ version = 1, module = '900000000123', institution = '3501999018' } = {}): Uint8Array {
  const content = concat([0xc0, 0x01, version], text(0xc1, module), text(0xc2, institution))
  return concat([0xe1, content.length], content)
}

export const samCertificate = Uint8Array.of(0x30, 0x01, 0x00)

/** SELECT and everything that anybody may read. */
export const samTranscript = (info: Uint8Array = samInfo()): string => `${selectSam}
      > 00 B0 81 00 00
      < ${toHex(info)} 90 00
      > 00 B0 82 00 00
      < ${toHex(samCertificate)} 90 00`
