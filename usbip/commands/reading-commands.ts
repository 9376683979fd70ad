import { fromHex } from '../../core/bytes/hex.ts'
import { type CommandApdu, decodeCommand } from '../../core/smartcard/command-apdu.ts'
import { UsageError } from './usage-error.ts'

/** ISO 7816-4 table 4: instructions that read or choose, which no card counts and which leave nothing on it. */
const readingInstructions: Readonly<Record<number, string>> = {
  0x22: 'MANAGE SECURITY ENVIRONMENT',
  0x70: 'MANAGE CHANNEL',
  0x84: 'GET CHALLENGE',
  0xa4: 'SELECT',
  0xb0: 'READ BINARY',
  0xb1: 'READ BINARY',
  0xb2: 'READ RECORD',
  0xb3: 'READ RECORD',
  0xc0: 'GET RESPONSE',
  0xca: 'GET DATA',
  0xcb: 'GET DATA',
}

/** GlobalPlatform's own class, in which GET DATA means what it says. */
const globalPlatformGetData = { cla: 0x80, ins: 0xca } as const

/** In a proprietary class (bit 8, ISO 7816-4 §5.4.1) an instruction may mean anything. */
const isInterindustry = (cla: number): boolean => (cla & 0x80) === 0

function isReading({ cla, ins }: CommandApdu): boolean {
  if (cla === globalPlatformGetData.cla && ins === globalPlatformGetData.ins) return true
  return isInterindustry(cla) && ins in readingInstructions
}

/**
 * The command's bytes. A command that a card may count against its holder or that changes the card (VERIFY, CHANGE
 * REFERENCE DATA, RESET RETRY COUNTER, the AUTHENTICATEs, whatever we do not know) is refused: only the mixing guard,
 * behind `sign`, reaches those. Error: UsageError.
 */
export function readingCommand(text: string): Uint8Array<ArrayBuffer> {
  const bytes = parseCommand(text)
  const command = decodeCommand(bytes)
  if (isReading(command)) return bytes
  const header = [command.cla, command.ins].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ')
  const names = [...new Set(Object.values(readingInstructions))].join(', ')
  throw new UsageError(
    `${header} … is not sent: a card might count it against its holder, or be changed by it.\nSent are ${names}.`,
  )
}

function parseCommand(text: string): Uint8Array<ArrayBuffer> {
  try {
    const bytes = fromHex(text)
    decodeCommand(bytes)
    return bytes
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    // Not said back: somebody may have put a PIN there.
    throw new UsageError(`an operand is no command APDU (${error.message})`)
  }
}
