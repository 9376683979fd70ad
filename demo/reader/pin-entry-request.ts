import { concat } from '../../core/bytes/concat.ts'

/** What a PIN Verification Data Structure asks of the keypad. */
export interface PinEntryRequest {
  /** NAD, PCB and LEN of the T=1 block; zeros where there is none. */
  readonly prologue: Uint8Array
  /** Whether a PIN of this length may be sent to the card. */
  takes(digits: string): boolean
  /** abPINApdu with the digits in their place. */
  commandWith(digits: string): Uint8Array<ArrayBuffer>
}

/** Offsets in abData of PC_to_RDR_Secure (CCID 1.1 §6.1.11), and in the message they stand 10 bytes later. */
const at = { operation: 0, format: 2, block: 3, lengthFormat: 4, maximum: 5, minimum: 6, condition: 7, prologue: 12 }
const commandStart = 15
const dataStart = 5

/** Or bError: the offset in the message of the byte that the keypad cannot do. */
export function parsePinEntryRequest(data: Uint8Array): PinEntryRequest | number {
  const bError = (offset: number): number => 10 + offset
  const [format = 0, block = 0, maximum = 0, minimum = 0] = [at.format, at.block, at.maximum, at.minimum].map(
    (offset) => data[offset],
  )
  const command = data.slice(commandStart)
  if (data[at.operation] !== 0x00) return bError(at.operation)
  // Whole bytes, at the beginning of the data, left-justified: ASCII or BCD.
  if (format !== 0x82 && format !== 0x81) return bError(at.format)
  const digitsPerByte = format === 0x81 ? 2 : 1
  const fieldLength = block & 0x0f
  if (block >> 4 !== 0 || command.length !== dataStart + fieldLength || command[4] !== fieldLength)
    return bError(at.block)
  if (data[at.lengthFormat] !== 0) return bError(at.lengthFormat)
  if (minimum > maximum || maximum > fieldLength * digitsPerByte) return bError(at.maximum)
  if ((data[at.condition] ?? 0) !== 0x02) return bError(at.condition)
  return {
    prologue: data.slice(at.prologue, commandStart),
    takes: (digits) => digits.length >= minimum && digits.length <= maximum,
    commandWith(digits) {
      const whole = concat(command)
      whole.set(digitsPerByte === 2 ? bcd(digits) : new TextEncoder().encode(digits), dataStart)
      return whole
    },
  }
}

/** Two digits a byte; an odd one is followed by F, as padding is. */
const bcd = (digits: string): Uint8Array =>
  Uint8Array.from({ length: Math.ceil(digits.length / 2) }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2).padEnd(2, 'F'), 16),
  )
