import { concat } from '../bytes/concat.ts'
import { CodedError } from '../errors/coded-error.ts'
import { type CommandApdu, encodeCommand, needsExtended, shortDataMaximum, shortLeMaximum } from './command-apdu.ts'
import type { SmartCardConnection } from './context.ts'
import { type PinPadConnection, pinPadOf } from './pin-pad.ts'
import { parseResponse, type ResponseApdu } from './response-apdu.ts'
import { statusWords, StatusWordError } from './status-word.ts'

/** One ISO command. `name` is what errors call it; class and parameters default to 0, `le` to no data wanted. */
export interface CardCommand {
  readonly name: string
  readonly cla?: number
  readonly ins: number
  readonly p1?: number
  readonly p2?: number
  readonly data?: Uint8Array | undefined
  readonly le?: number | undefined
}

export interface CardChannelOptions {
  /** The card and everything before it take extended lengths. Otherwise long data goes by command chaining. */
  readonly extended?: boolean
  readonly signal?: AbortSignal
}

/**
 * Commands that carry a secret or that the card counts (ISO 7816-4 §11.5, §11.6; even and odd instruction). They are
 * sent exactly once, never repeated or continued by anything below, and their bytes are overwritten afterwards.
 */
const countedInstructions: ReadonlySet<number> = new Set([
  0x20, // VERIFY
  0x21,
  0x24, // CHANGE REFERENCE DATA
  0x25,
  0x2c, // RESET RETRY COUNTER
  0x2d,
  0x82, // EXTERNAL AUTHENTICATE
])

const chainingBit = 0x10
/** Nothing we read is longer; a card that keeps offering more is at fault. */
const responseMaximum = 0x20000

/** Speaks ISO 7816-4 to an open card: response continuation (61xx), corrected length (6Cxx), command chaining. */
export class CardChannel {
  /** The reader's keypad; undefined for a reader without one. */
  readonly pinPad: PinPadConnection | undefined
  readonly #connection: SmartCardConnection
  readonly #extended: boolean
  readonly #transmitOptions: { signal?: AbortSignal }

  constructor(connection: SmartCardConnection, options: CardChannelOptions = {}) {
    this.#connection = connection
    this.pinPad = pinPadOf(connection)
    this.#extended = options.extended ?? false
    this.#transmitOptions = options.signal ? { signal: options.signal } : {}
  }

  /** Resolves with the response data. Errors: StatusWordError for anything but 9000, and those of `transmit`. */
  async send(command: CardCommand): Promise<Uint8Array> {
    const { data, sw } = await this.exchange(command)
    if (sw !== statusWords.ok) throw new StatusWordError(command.name, sw)
    return data
  }

  /** Like `send`, for commands whose warnings come with data: resolves with whatever status word the card gave. */
  async exchange({ name, cla = 0, ins, p1 = 0, p2 = 0, data, le }: CardCommand): Promise<ResponseApdu> {
    const command: CommandApdu = { cla, ins, p1, p2, data, le }
    if (countedInstructions.has(ins)) return this.#transmit(command)
    if (this.#extended || !needsExtended(command)) return this.#complete(name, command)
    return this.#complete(name, await this.#sendChain(name, command))
  }

  /** ISO 7816-4 §5.3.3: all parts but the last, which is returned to be sent like any other command. */
  async #sendChain(name: string, command: CommandApdu): Promise<CommandApdu> {
    let rest = command.data ?? new Uint8Array()
    while (rest.length > shortDataMaximum) {
      const data = rest.subarray(0, shortDataMaximum)
      const { sw } = await this.#transmit({ ...command, cla: command.cla | chainingBit, data, le: undefined })
      if (sw !== statusWords.ok) throw new StatusWordError(name, sw)
      rest = rest.subarray(shortDataMaximum)
    }
    const le = command.le === undefined ? undefined : Math.min(command.le, shortLeMaximum)
    return { ...command, data: rest.length > 0 ? rest : undefined, le }
  }

  /** Follows 6Cxx once and 61xx to the end (ISO 7816-4 §5.3.4). */
  async #complete(name: string, command: CommandApdu): Promise<ResponseApdu> {
    let response = await this.#transmit(command)
    if (response.sw >> 8 === 0x6c && command.le !== undefined) {
      response = await this.#transmit({ ...command, le: response.sw & 0xff || shortLeMaximum })
    }
    if (response.sw >> 8 !== 0x61) return response

    const parts = [response.data]
    let total = response.data.length
    while (response.sw >> 8 === 0x61) {
      response = await this.#getResponse(command.cla, response.sw & 0xff || shortLeMaximum)
      total += response.data.length
      if (total > responseMaximum || (response.data.length === 0 && response.sw >> 8 === 0x61)) {
        throw new CodedError('ERR_CARD_MALFORMED', `${name}: endless response`, { details: { field: name } })
      }
      parts.push(response.data)
    }
    return { data: concat(...parts), sw: response.sw }
  }

  async #getResponse(cla: number, le: number): Promise<ResponseApdu> {
    // Cards with a proprietary class still take GET RESPONSE in the interindustry class; the logical channel stays.
    const command = { cla: cla & 0x03, ins: 0xc0, p1: 0, p2: 0, le }
    const response = await this.#transmit(command)
    if (response.sw >> 8 !== 0x6c) return response
    return this.#transmit({ ...command, le: response.sw & 0xff || shortLeMaximum })
  }

  async #transmit(command: CommandApdu): Promise<ResponseApdu> {
    const bytes = encodeCommand(command)
    try {
      return parseResponse(await this.#connection.transmit(bytes, this.#transmitOptions))
    } finally {
      if (countedInstructions.has(command.ins)) bytes.fill(0)
    }
  }
}
