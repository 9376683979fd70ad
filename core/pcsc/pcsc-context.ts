import type {
  SmartCardAccessMode,
  SmartCardConnectResult,
  SmartCardContext,
  SmartCardProtocol,
  SmartCardReaderStateIn,
  SmartCardReaderStateOut,
} from '../smartcard/context.ts'
import { systemTimers, type Timers } from '../smartcard/timers.ts'
import { TurnLock } from '../smartcard/turn-lock.ts'
import { PcscConnection } from './pcsc-connection.ts'
import { findKeypad } from './pin-pad.ts'
import { ignoreScard, ReaderWatch } from './reader-watch.ts'
import type { Scard } from './scard.ts'
import { toCoded } from './scard-errors.ts'

export interface PcscContextOptions {
  readonly scard: Scard
  readonly timers?: Timers
}

/**
 * The system's readers. Every connection has a PC/SC context of its own, so that one that waits (for another program's
 * transaction, for a slow card) keeps nobody else waiting; a service that was started anew is found at the next call.
 */
export class PcscContext implements SmartCardContext {
  readonly #scard: Scard
  readonly #timers: Timers
  readonly #watch: ReaderWatch
  /** PC/SC does not say in which order it takes commands of several connections: within this process, as asked. */
  readonly #turns = new Map<string, TurnLock>()

  constructor({ scard, timers = systemTimers }: PcscContextOptions) {
    this.#scard = scard
    this.#timers = timers
    this.#watch = new ReaderWatch(scard, timers)
  }

  /** Resolves when nothing waits for a change any more; every `getStatusChange` must have been given up. */
  async close(): Promise<void> {
    await this.#watch.stopped()
  }

  /** Errors: ERR_READER_SERVICE. */
  listReaders(): Promise<string[]> {
    return this.#watch.refresh()
  }

  async getStatusChange(
    readerStates: readonly SmartCardReaderStateIn[],
    options: { timeout?: number; signal?: AbortSignal } = {},
  ): Promise<SmartCardReaderStateOut[]> {
    options.signal?.throwIfAborted()
    // Without the service every reader is unknown, until it is there again.
    await this.#watch.refresh().catch(ignoreScard)
    const stop = this.#watch.start()
    try {
      return await this.#watch.states.waitForChange(readerStates, options)
    } finally {
      stop()
    }
  }

  async connect(
    readerName: string,
    accessMode: SmartCardAccessMode,
    { preferredProtocols = [] }: { preferredProtocols?: readonly SmartCardProtocol[] } = {},
  ): Promise<SmartCardConnectResult> {
    const scard = this.#scard
    const wanted: readonly SmartCardProtocol[] = preferredProtocols.length > 0 ? preferredProtocols : ['t0', 't1']
    const protocols = accessMode === 'direct' ? [] : wanted
    const context = await scard.establishContext().catch((error: unknown) => {
      throw toCoded(error, readerName)
    })
    try {
      const { card, activeProtocol } = await scard.connect(context, readerName, accessMode, protocols)
      const keypad = accessMode === 'direct' ? undefined : await findKeypad(scard, card)
      const connection = new PcscConnection({
        scard,
        held: { context, card },
        readerName,
        accessMode,
        protocols,
        activeProtocol,
        turns: this.#turnsOf(readerName),
        timers: this.#timers,
        stateNow: () => this.#stateNow(readerName),
        keypad,
      })
      return { connection, activeProtocol }
    } catch (error) {
      await scard.releaseContext(context).catch(ignoreScard)
      throw toCoded(error, readerName)
    }
  }

  /** Undefined: the reader is not there. */
  async #stateNow(readerName: string) {
    await this.#watch.refresh()
    return this.#watch.states.get(readerName)
  }

  #turnsOf(readerName: string): TurnLock {
    const turns = this.#turns.get(readerName) ?? new TurnLock()
    this.#turns.set(readerName, turns)
    return turns
  }
}
