import { concat } from '../../../core/bytes/concat.ts'
import { toHex } from '../../../core/bytes/hex.ts'

export const selectApplication = `
      > 00 A4 04 0C 0A F0 4E 48 49 54 45 53 54 01 00
      < 90 00`

interface Info {
  readonly version?: number
  readonly cardType?: string
  readonly environment?: string
  readonly cardSn?: string
  readonly institution?: string
}

/** EF.INFO as demo/cards/README.md has it. */
export function infoFile({
  version = 1,
  cardType = 'hca-personnel',
  environment = 'T',
  cardSn = 'HC00000000000201',
  institution,
}: Info): Uint8Array {
  const text = (tag: number, value: string) => concat([tag, value.length], new TextEncoder().encode(value))
  const value = concat(
    [0xc0, 1, version],
    text(0xc1, cardType),
    text(0xc2, environment),
    text(0xc3, cardSn),
    institution === undefined ? [] : text(0xc4, institution),
  )
  return concat([0xe0, value.length], value)
}

/** The public reads of opening a card. */
export const openingTranscript = (info: Info): string => `${selectApplication}
      > 00 B0 81 00 00
      < ${toHex(infoFile(info))} 90 00`
