import { fromHex, toHex } from '../../core/bytes/hex.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import { type ErrorCode, errorCodes } from '../../core/errors/error-codes.ts'
import type {
  SmartCardConnection,
  SmartCardConnectionStatus,
  SmartCardDisposition,
} from '../../core/smartcard/context.ts'
import { TurnLock } from '../../core/smartcard/turn-lock.ts'

/** A command and what is answered: bytes, or an error code. */
interface Exchange {
  readonly line: number
  /** Undefined where the transcript does not say which byte. */
  readonly command: readonly (number | undefined)[]
  readonly answer: Uint8Array | ErrorCode
}

export interface TranscriptOptions {
  readonly readerName?: string
  readonly answerToReset?: Uint8Array
}

/**
 * A card played from text, in order:
 *
 *     > 00 20 00 81 08 ********   # VERIFY; one * for each byte that does not matter
 *     < 63 C2
 *     > 00 B0 00 00 00
 *     ! ERR_CARD_REMOVED          # instead of an answer
 *
 * A wrong or missing command fails with its line, as a plain Error so that nothing under test takes it for a card's.
 */
export class TranscriptConnection implements SmartCardConnection {
  /** What disconnect and transactions asked for, in order. */
  readonly dispositions: SmartCardDisposition[] = []
  readonly #exchanges: readonly Exchange[]
  readonly #options: TranscriptOptions
  readonly #turns = new TurnLock()
  #next = 0
  #isClosed = false

  constructor(text: string, options: TranscriptOptions = {}) {
    this.#exchanges = parseTranscript(text)
    this.#options = options
  }

  async transmit(command: Uint8Array, { signal }: { signal?: AbortSignal } = {}): Promise<Uint8Array> {
    this.#requireOpen()
    return this.#turns.run(
      this,
      async () => {
        const exchange = this.#exchanges[this.#next]
        if (!exchange) throw new Error(`transcript: after its end came ${spaced(command)}`)
        const { line, command: expected, answer } = exchange
        const matches =
          expected.length === command.length &&
          expected.every((byte, index) => byte === undefined || byte === command[index])
        if (!matches) throw new Error(`transcript line ${line}: expected ${pattern(expected)}, got ${spaced(command)}`)
        this.#next++
        if (typeof answer === 'string') throw new CodedError(answer, `transcript line ${line}`)
        return answer.slice()
      },
      signal,
    )
  }

  async startTransaction(
    transaction: () => Promise<SmartCardDisposition | undefined>,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<void> {
    this.#requireOpen()
    signal?.throwIfAborted()
    let disposition: SmartCardDisposition = 'reset'
    try {
      disposition = (await transaction()) ?? 'reset'
    } finally {
      this.dispositions.push(disposition)
    }
  }

  async status(): Promise<SmartCardConnectionStatus> {
    this.#requireOpen()
    const { readerName = 'transcript', answerToReset } = this.#options
    return { readerName, state: 't1', ...(answerToReset ? { answerToReset } : {}) }
  }

  /** Fails with the line of the first command that was not sent. */
  async disconnect(disposition: SmartCardDisposition = 'leave'): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    this.dispositions.push(disposition)
    const rest = this.#exchanges[this.#next]
    if (rest) throw new Error(`transcript line ${rest.line}: ${pattern(rest.command)} was not sent`)
  }

  #requireOpen(): void {
    if (this.#isClosed) throw new CodedError('ERR_CARD_REMOVED', 'the connection was closed')
  }
}

/** Throws Error with the line that cannot be read. */
export function parseTranscript(text: string): Exchange[] {
  const exchanges: Exchange[] = []
  let open: Pick<Exchange, 'line' | 'command'> | undefined
  for (const [index, row] of text.split('\n').entries()) {
    const line = index + 1
    const content = row.replace(/#.*/, '').trim()
    if (content === '') continue
    const mark = content[0]
    const rest = content.slice(1).trim()
    if (mark === '>' && !open) open = { line, command: parseCommand(rest, line) }
    else if ((mark === '<' || mark === '!') && open) {
      exchanges.push({ ...open, answer: mark === '<' ? parseHex(rest, line) : parseCode(rest, line) })
      open = undefined
    } else throw new Error(`transcript line ${line}: ${open ? '< or !' : '>'} expected`)
  }
  if (open) throw new Error(`transcript line ${open.line}: a command without an answer`)
  return exchanges
}

function parseCommand(text: string, line: number): (number | undefined)[] {
  return text.split(/(\*)/).flatMap((part) => (part === '*' ? [undefined] : Array.from(parseHex(part, line))))
}

function parseHex(text: string, line: number): Uint8Array {
  try {
    return fromHex(text)
  } catch (error) {
    throw new Error(`transcript line ${line}: not hex`, { cause: error })
  }
}

function parseCode(text: string, line: number): ErrorCode {
  const code = errorCodes.find((row) => row === text)
  if (!code) throw new Error(`transcript line ${line}: no error code`)
  return code
}

const spaced = (bytes: Uint8Array): string => pattern([...bytes])

const pattern = (bytes: readonly (number | undefined)[]): string =>
  bytes.map((byte) => (byte === undefined ? '*' : toHex(Uint8Array.of(byte)).toUpperCase())).join(' ')
