import { toHex } from '../../core/bytes/hex.ts'
import type {
  SmartCardConnection,
  SmartCardConnectionStatus,
  SmartCardDisposition,
} from '../../core/smartcard/context.ts'
import { isCoded } from '../../core/errors/coded-error.ts'

/** ISO 7816-4 instructions by name, and whether their data is a secret. */
const instructions: Readonly<Record<number, { readonly name: string; readonly secret?: true }>> = {
  0x20: { name: 'VERIFY', secret: true },
  0x21: { name: 'VERIFY', secret: true },
  0x22: { name: 'MANAGE SECURITY ENVIRONMENT' },
  0x24: { name: 'CHANGE REFERENCE DATA', secret: true },
  0x25: { name: 'CHANGE REFERENCE DATA', secret: true },
  0x2a: { name: 'PERFORM SECURITY OPERATION' },
  0x2c: { name: 'RESET RETRY COUNTER', secret: true },
  0x2d: { name: 'RESET RETRY COUNTER', secret: true },
  0xa4: { name: 'SELECT' },
  0xb0: { name: 'READ BINARY' },
  0xc0: { name: 'GET RESPONSE' },
  0xca: { name: 'GET DATA' },
}

/**
 * Writes down what passes through it as a transcript that TranscriptConnection plays. PIN bytes are blanked before they
 * are written. For demo cards only: what a real card answers is somebody's personal data.
 */
export class RecordingConnection implements SmartCardConnection {
  readonly #connection: SmartCardConnection
  readonly #lines: string[] = []

  constructor(connection: SmartCardConnection) {
    this.#connection = connection
  }

  get transcript(): string {
    return this.#lines.map((line) => `${line}\n`).join('')
  }

  async transmit(command: Uint8Array, options?: { signal?: AbortSignal }): Promise<Uint8Array> {
    const line = commandLine(command)
    try {
      const response = await this.#connection.transmit(command, options)
      this.#lines.push(line, `< ${spaced(response)}`)
      return response
    } catch (error) {
      if (isCoded(error)) this.#lines.push(line, `! ${error.code}`)
      throw error
    }
  }

  startTransaction(
    transaction: () => Promise<SmartCardDisposition | undefined>,
    options?: { signal?: AbortSignal },
  ): Promise<void> {
    return this.#connection.startTransaction(transaction, options)
  }

  status(): Promise<SmartCardConnectionStatus> {
    return this.#connection.status()
  }

  disconnect(disposition?: SmartCardDisposition): Promise<void> {
    return this.#connection.disconnect(disposition)
  }
}

function commandLine(command: Uint8Array): string {
  const instruction = instructions[command[1] ?? -1]
  const name = instruction ? `  # ${instruction.name}` : ''
  if (!instruction?.secret || command.length <= 5) return `> ${spaced(command)}${name}`
  // Everything after Lc, whatever it is: a form we cannot read must not give a PIN away.
  const lcSize = command[4] === 0 ? 3 : 1
  const open = command.subarray(0, 4 + lcSize)
  return `> ${spaced(open)} ${'*'.repeat(Math.max(0, command.length - open.length))}${name}`
}

const spaced = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => toHex(Uint8Array.of(byte)).toUpperCase()).join(' ')
