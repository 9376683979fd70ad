import { CodedError, isCoded } from '../../core/errors/coded-error.ts'
import type {
  SmartCardAccessMode,
  SmartCardConnection,
  SmartCardConnectionStatus,
  SmartCardDisposition,
  SmartCardProtocol,
} from '../../core/smartcard/context.ts'
import type { ReaderState } from '../../core/smartcard/reader-states.ts'
import { asError, pause, type Timers, within } from '../../core/smartcard/timers.ts'
import type { TurnLock } from '../../core/smartcard/turn-lock.ts'
import { ignoreScard } from './reader-watch.ts'
import type { Scard, ScardCard, ScardContext } from './scard.ts'
import { scardCodes } from './scard-constants.ts'
import { failedWith, toCoded } from './scard-errors.ts'

/**
 * Milliseconds. `busy`: how long a command waits for another program's transaction, asked for again every `retry`.
 * `seen`: how long a service that polls its readers may take to notice that a card was pulled.
 */
const intervals = { busy: 5_000, retry: 50, seen: 1_000, look: 100 } as const

export interface PcscConnectionOptions {
  readonly scard: Scard
  /** Ends with the connection. */
  readonly context: ScardContext
  readonly card: ScardCard
  readonly readerName: string
  readonly accessMode: SmartCardAccessMode
  readonly protocols: readonly SmartCardProtocol[]
  readonly activeProtocol: SmartCardProtocol
  readonly turns: TurnLock
  readonly timers: Timers
  readonly stateNow: () => Promise<ReaderState | undefined>
}

export class PcscConnection implements SmartCardConnection {
  readonly #options: PcscConnectionOptions
  #protocol: SmartCardProtocol
  /** Why the card it was made to is no longer reached: a card that is put back is another one. */
  #ended: CodedError | undefined
  #closed: Promise<void> | undefined

  constructor(options: PcscConnectionOptions) {
    this.#options = options
    this.#protocol = options.activeProtocol
  }

  async transmit(command: Uint8Array, { signal }: { signal?: AbortSignal } = {}): Promise<Uint8Array> {
    this.#requireOpen()
    const { scard, card, turns, accessMode, readerName } = this.#options
    if (accessMode === 'direct') throw new CodedError('ERR_CARD_ABSENT', 'a direct connection has no card')
    return turns.run(
      this,
      () => this.#call(() => scard.transmit(card, this.#protocol, command), `command to ${readerName}`, signal),
      signal,
    )
  }

  async startTransaction(
    transaction: () => Promise<SmartCardDisposition | undefined>,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<void> {
    this.#requireOpen()
    const { scard, card, turns, readerName } = this.#options
    if (turns.holds(this)) throw new Error('a transaction of this connection is running already')
    await turns.hold(this, signal)
    let disposition: SmartCardDisposition = 'reset'
    try {
      await this.#begin(signal)
      try {
        disposition = (await transaction()) ?? 'reset'
      } finally {
        await this.#quietly(() => scard.endTransaction(card, disposition), `end of a transaction with ${readerName}`)
      }
    } finally {
      turns.release(this)
    }
  }

  async status(): Promise<SmartCardConnectionStatus> {
    this.#requireOpen()
    const { scard, card, readerName, stateNow } = this.#options
    if (this.#ended?.code !== 'ERR_CARD_REMOVED') {
      try {
        const { state, answerToReset } = await this.#call(() => scard.status(card), `status of ${readerName}`)
        return { readerName, state, ...(answerToReset.length > 0 ? { answerToReset } : {}) }
      } catch (error) {
        if (!isCoded(error, 'ERR_CARD_REMOVED', 'ERR_CARD_MUTE')) throw error
      }
    }
    const now = await stateNow()
    if (!now) throw lost(readerName)
    return { readerName, state: now.card === 'present' || now.card === 'mute' ? 'present' : 'absent' }
  }

  async disconnect(disposition: SmartCardDisposition = 'leave'): Promise<void> {
    this.#closed ??= this.#close(disposition)
    await this.#closed
  }

  async #close(disposition: SmartCardDisposition): Promise<void> {
    const { scard, card, context, turns, readerName } = this.#options
    const end = (): Promise<void> =>
      this.#quietly(() => scard.disconnect(card, disposition), `disconnection from ${readerName}`)
    try {
      // What changes the card waits until no other connection of ours is in a transaction with it.
      await (disposition === 'leave' ? end() : turns.run(this, end))
    } finally {
      await scard.releaseContext(context).catch(ignoreScard)
    }
  }

  /** Waiting for another program's transaction occupies a thread, and cannot be cut short: what was begun in vain is ended. */
  async #begin(signal: AbortSignal | undefined): Promise<void> {
    const { scard, card, readerName, timers } = this.#options
    const begun = this.#call(() => scard.beginTransaction(card), `transaction with ${readerName}`, signal)
    const never = (): Error => new Error('a wait without a limit has ended')
    try {
      await within(begun, { timers, signal, timeoutError: never })
    } catch (error) {
      if (signal?.aborted) {
        await begun.then(() => this.#quietly(() => scard.endTransaction(card, 'leave'), readerName), ignoreScard)
      }
      throw error
    }
  }

  /**
   * One PC/SC call about the card. A reset by somebody else is taken note of, after which the call is made again: it had
   * not reached the card. Errors: those of SmartCardConnection.
   */
  async #call<T>(call: () => Promise<T>, what: string, signal?: AbortSignal): Promise<T> {
    if (this.#ended) throw this.#ended
    const { scard, card, accessMode, protocols, readerName, timers } = this.#options
    let waited = 0
    let resets = 0
    for (;;) {
      try {
        return await call()
      } catch (error) {
        if (failedWith(error, scardCodes.sharingViolation) && waited < intervals.busy) {
          await pause(timers, intervals.retry, signal)
          if (signal?.aborted) throw asError(signal.reason)
          waited += intervals.retry
        } else if (failedWith(error, scardCodes.resetCard, scardCodes.unpoweredCard) && resets < 3) {
          resets++
          try {
            this.#protocol = await scard.reconnect(card, accessMode, protocols)
          } catch (failure) {
            throw await this.#meaning(failure, readerName)
          }
        } else throw await this.#meaning(error, `${what} failed`)
      }
    }
  }

  /** Told apart by what is in the reader now: card gone, reader gone, or a card that does not answer. */
  async #meaning(error: unknown, what: string): Promise<unknown> {
    const coded = toCoded(error, this.#options.readerName)
    if (!isCoded(coded)) return coded
    const found = (await this.#isGone(coded.code)) ?? coded
    if (isCoded(found, 'ERR_CARD_REMOVED', 'ERR_READER_LOST'))
      this.#ended ??= new CodedError(found.code, what, { cause: error })
    return this.#ended ?? found
  }

  async #isGone(code: CodedError['code']): Promise<CodedError | undefined> {
    const { readerName, stateNow, timers } = this.#options
    if (code === 'ERR_READER_SERVICE' || code === 'ERR_READER_NOT_FOUND') return lost(readerName)
    if (code !== 'ERR_CARD_MUTE' && code !== 'ERR_CARD_ABSENT' && code !== 'ERR_READER_PROTOCOL') return undefined
    for (let waited = 0; ; waited += intervals.look) {
      const now = await stateNow().catch(() => undefined)
      if (!now) return lost(readerName)
      if (now.card === 'absent') return new CodedError('ERR_CARD_REMOVED', `the card in ${readerName} was taken out`)
      if (waited >= intervals.seen) return undefined
      await pause(timers, intervals.look)
    }
  }

  /** An end of what may be gone already. */
  async #quietly(call: () => Promise<void>, what: string): Promise<void> {
    try {
      await this.#call(call, what)
    } catch (error) {
      if (!isCoded(error)) throw error
    }
  }

  #requireOpen(): void {
    if (this.#closed) throw new CodedError('ERR_CARD_REMOVED', 'the connection was closed')
  }
}

const lost = (readerName: string): CodedError => new CodedError('ERR_READER_LOST', `${readerName} is gone`)
