import type { CardChannel } from './card-channel.ts'

/** ISO 7816-4 §11.2.2, P2: the first occurrence, answered with file control information or with nothing. */
const fileControlInformation = 0x00
const noResponse = 0x0c

export interface SelectOptions {
  /** Ask for the file control information; the answer is empty otherwise. */
  readonly wantInformation?: boolean
}

/** SELECT an application by its AID (5 to 16 bytes). Errors: StatusWordError (6A82: not on this card). */
export function select(channel: CardChannel, aid: Uint8Array, options: SelectOptions = {}): Promise<Uint8Array> {
  return channel.send({ name: 'SELECT', ins: 0xa4, p1: 0x04, data: aid, ...answer(options) })
}

export interface SelectFileOptions extends SelectOptions {
  /** ISO 7816-4 table 62: 0x00 MF, DF or EF; 0x01 child DF; 0x02 EF under the current DF. */
  readonly p1?: 0x00 | 0x01 | 0x02
  readonly cla?: number
}

/** SELECT a file by its two-byte identifier, 0x3F00 being the master file. */
export function selectFile(
  channel: CardChannel,
  fileId: number,
  { p1 = 0x00, cla = 0x00, ...options }: SelectFileOptions = {},
): Promise<Uint8Array> {
  const data = Uint8Array.of(fileId >> 8, fileId & 0xff)
  return channel.send({ name: 'SELECT', cla, ins: 0xa4, p1, data, ...answer(options) })
}

const answer = ({ wantInformation = false }: SelectOptions) =>
  wantInformation ? { p2: fileControlInformation, le: 256 } : { p2: noResponse }
