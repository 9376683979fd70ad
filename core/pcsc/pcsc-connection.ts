import { CodedError, isCoded } from '../errors/coded-error.ts'
import type {
  SmartCardAccessMode,
  SmartCardConnection,
  SmartCardConnectionStatus,
  SmartCardDisposition,
  SmartCardProtocol,
} from '../smartcard/context.ts'
import type { PinPadConnection, PinPadProperties, PinTemplate } from '../smartcard/pin-pad.ts'
import type { ReaderState } from '../smartcard/reader-states.ts'
import { transmitT0 } from '../smartcard/t0.ts'
import { asError, pause, type Timers, within } from '../smartcard/timers.ts'
import type { TurnLock } from '../smartcard/turn-lock.ts'
import { type PcscKeypad, pinVerifyStructure } from './pin-pad.ts'
import { ignoreScard } from './reader-watch.ts'
import type { Scard, ScardCard, ScardContext } from './scard.ts'
import { scardCodes } from './scard-constants.ts'
import { failedWith, toCoded } from './scard-errors.ts'

/**
 * Milliseconds. `busy`: how long a command waits for another program's use of the card, asked for again every `retry`.
 * `seen`: how long a service that polls its readers may take to notice that a card was pulled, or to be there again.
 * `idle`: how long a card is kept after a transaction, since the next one often follows at once.
 */
const intervals = { busy: 5_000, retry: 50, seen: 1_000, look: 100, idle: 250 } as const

/** The card while it is ours as well. Its context ends with it. */
interface HeldCard {
  readonly context: ScardContext
  readonly card: ScardCard
}

/** What a command ends in that may have struck a reader without its card, or no reader at all. */
const ambiguous: ReadonlySet<CodedError['code']> = new Set(['ERR_CARD_MUTE', 'ERR_CARD_ABSENT', 'ERR_READER_PROTOCOL'])

export interface PcscConnectionOptions {
  readonly scard: Scard
  readonly held: HeldCard
  readonly readerName: string
  readonly accessMode: SmartCardAccessMode
  readonly protocols: readonly SmartCardProtocol[]
  readonly activeProtocol: SmartCardProtocol
  readonly turns: TurnLock
  readonly timers: Timers
  readonly stateNow: () => Promise<ReaderState | undefined>
  readonly keypad: PcscKeypad | undefined
}

/**
 * Shared politely: a connection that works in transactions lets go of the card between them, so that another program may
 * have it all to itself meanwhile; the next call takes hold of it again, if it was not moved since.
 */
export class PcscConnection implements SmartCardConnection, Partial<PinPadConnection> {
  readonly pinPad?: PinPadProperties
  readonly verifyPinOnReader?: PinPadConnection['verifyPinOnReader']
  readonly #options: PcscConnectionOptions
  #held: HeldCard | undefined
  /** Calls that need the card just now. */
  #using = 0
  #taking: Promise<HeldCard> | undefined
  /** The reader's count of insertions and removals while the card was ours last. */
  #countWhenLeft: number | undefined
  #idle: unknown
  /** A wait for another program's transaction that was given up, and cannot be cut short. */
  #vainWait: Promise<void> | undefined
  #protocol: SmartCardProtocol
  /** Why the card it was made to is no longer reached: a card that is put back is another one. */
  #ended: CodedError | undefined
  /** What the card had selected and granted since is gone with a reset. */
  #inTransaction = false
  #closed: Promise<void> | undefined

  constructor(options: PcscConnectionOptions) {
    this.#options = options
    this.#held = options.held
    this.#protocol = options.activeProtocol
    const { keypad } = options
    if (!keypad) return
    this.pinPad = keypad.properties
    this.verifyPinOnReader = (template, { signal } = {}) => this.#verifyOnReader(keypad, template, signal)
  }

  async transmit(command: Uint8Array, { signal }: { signal?: AbortSignal } = {}): Promise<Uint8Array> {
    this.#requireOpen()
    const { scard, turns, accessMode, readerName } = this.#options
    if (accessMode === 'direct') throw new CodedError('ERR_CARD_ABSENT', 'a direct connection has no card')
    const send = (bytes: Uint8Array): Promise<Uint8Array> =>
      this.#call((card) => scard.transmit(card, this.#protocol, bytes), `command to ${readerName}`, signal)
    // PC/SC carries T=0 as it is on the line: one way only, in several commands where need be.
    return turns.run(this, () => (this.#protocol === 't0' ? transmitT0(command, send) : send(command)), signal)
  }

  /**
   * The call lasts until the person is done or their time is over, and one that is given up ends with it, unless the
   * reader has FEATURE_ABORT: what comes then is not passed on.
   */
  async #verifyOnReader(keypad: PcscKeypad, template: PinTemplate, signal?: AbortSignal): Promise<Uint8Array> {
    this.#requireOpen()
    const { scard, turns, readerName } = this.#options
    const { properties, verifyPinDirect, abort } = keypad
    const input = pinVerifyStructure(template, properties)
    const control = async (card: ScardCard, code: number, bytes: Uint8Array): Promise<Uint8Array> => {
      if (!scard.control) throw new TypeError('a keypad without SCardControl')
      return scard.control(card, code, bytes)
    }
    const giveUp = (): void => {
      const held = this.#held
      if (abort !== undefined && held) void control(held.card, abort, new Uint8Array()).catch(ignoreScard)
    }
    const enter = async (): Promise<Uint8Array> => {
      signal?.addEventListener('abort', giveUp, { once: true })
      try {
        const call = (card: ScardCard): Promise<Uint8Array> => control(card, verifyPinDirect, input)
        return await this.#call(call, `PIN entry on ${readerName}`, signal)
      } finally {
        signal?.removeEventListener('abort', giveUp)
      }
    }
    const response = await turns.run(this, enter, signal)
    signal?.throwIfAborted()
    return response
  }

  async startTransaction(
    transaction: () => Promise<SmartCardDisposition | undefined>,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<void> {
    this.#requireOpen()
    const { scard, turns, readerName } = this.#options
    if (this.#vainWait)
      throw new CodedError('ERR_READER_BUSY', `another program goes on using the card in ${readerName}`)
    if (turns.holds(this)) throw new Error('a transaction of this connection is running already')
    await turns.hold(this, signal)
    let disposition: SmartCardDisposition = 'reset'
    try {
      await this.#begin(signal)
      this.#inTransaction = true
      try {
        disposition = (await transaction()) ?? 'reset'
      } finally {
        this.#inTransaction = false
        await this.#quietly(
          (card) => scard.endTransaction(card, disposition),
          `end of a transaction with ${readerName}`,
        )
      }
    } finally {
      this.#endTurn()
      this.#letGoSoon()
    }
  }

  /** As long as a wait in vain goes on, no other call waits beside it: each would occupy a thread. */
  #endTurn(): void {
    const { turns } = this.#options
    if (this.#vainWait) void this.#vainWait.then(() => turns.release(this))
    else turns.release(this)
  }

  async status(): Promise<SmartCardConnectionStatus> {
    this.#requireOpen()
    const { scard, readerName, stateNow } = this.#options
    if (this.#ended?.code !== 'ERR_CARD_REMOVED') {
      try {
        const { state, answerToReset } = await this.#call((card) => scard.status(card), `status of ${readerName}`)
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
    const { scard, turns, timers, readerName } = this.#options
    timers.clearTimeout(this.#idle)
    await this.#taking?.catch(ignoreScard)
    const held = this.#held
    if (!held) return // nothing of ours is open on the card, and who has it now is not disturbed
    const end = (): Promise<void> =>
      this.#quietly(() => scard.disconnect(held.card, disposition), `disconnection from ${readerName}`)
    const close = async (): Promise<void> => {
      try {
        // What changes the card waits until no other connection of ours is in a transaction with it.
        await (disposition === 'leave' ? end() : turns.run(this, end))
      } finally {
        this.#held = undefined
        await scard.releaseContext(held.context).catch(ignoreScard)
      }
    }
    if (this.#vainWait) void this.#vainWait.then(close)
    else await close()
  }

  /** Waiting for another program's transaction cannot be cut short: what was begun in vain is ended when it begins. */
  async #begin(signal: AbortSignal | undefined): Promise<void> {
    const { scard, readerName, timers } = this.#options
    const begun = this.#call((card) => scard.beginTransaction(card), `transaction with ${readerName}`, signal)
    const never = (): Error => new Error('a wait without a limit has ended')
    try {
      await within(begun, { timers, signal, timeoutError: never })
    } catch (error) {
      if (signal?.aborted) {
        const end = (): Promise<void> => this.#quietly((card) => scard.endTransaction(card, 'leave'), readerName)
        this.#vainWait = begun.then(end, ignoreScard).finally(() => (this.#vainWait = undefined))
      }
      throw error
    }
  }

  /** The card, taken hold of again if need be. Errors: ScardError, ERR_CARD_REMOVED, ERR_READER_LOST. */
  async #take(): Promise<HeldCard> {
    if (this.#held) return this.#held
    this.#taking ??= this.#takeAgain().finally(() => (this.#taking = undefined))
    return this.#taking
  }

  async #takeAgain(): Promise<HeldCard> {
    const { scard, readerName, accessMode, protocols, stateNow } = this.#options
    const context = await scard.establishContext()
    try {
      const { card, activeProtocol } = await scard.connect(context, readerName, accessMode, protocols)
      // Asked only now that the card is ours: had it been changed later, the next call would say so.
      if ((await stateNow())?.eventCount !== this.#countWhenLeft) {
        await scard.disconnect(card, 'leave')
        throw new CodedError('ERR_CARD_REMOVED', `the card in ${readerName} was taken out meanwhile`)
      }
      this.#protocol = activeProtocol
      return (this.#held = { context, card })
    } catch (error) {
      await scard.releaseContext(context).catch(ignoreScard)
      throw error
    }
  }

  #letGoSoon(): void {
    const { timers, accessMode } = this.#options
    timers.clearTimeout(this.#idle)
    if (accessMode !== 'shared' || this.#closed || this.#ended) return
    this.#idle = timers.setTimeout(() => void this.#letGo(), intervals.idle)
  }

  async #letGo(): Promise<void> {
    const { scard, turns, stateNow } = this.#options
    await turns.run(this, async () => {
      const held = this.#held
      if (!held || this.#using > 0 || this.#closed) return
      try {
        // In this order: the card that answers after the count was read is the one that was counted.
        const state = await stateNow()
        await scard.status(held.card)
        if (this.#using > 0 || this.#closed || !state) return
        this.#countWhenLeft = state.eventCount
        this.#held = undefined
        await scard.disconnect(held.card, 'leave')
        await scard.releaseContext(held.context)
      } catch (error) {
        ignoreScard(error) // the next call says what is wrong
      }
    })
  }

  /**
   * One PC/SC call about the card. A reset by somebody else is taken note of, after which the call is made again: it had
   * not reached the card. Within a transaction nobody else can, but for a computer that slept: what came before the call
   * is lost to the card then, a PIN might go to another application, and the connection is over. Errors: those of
   * SmartCardConnection.
   */
  async #call<T>(call: (card: ScardCard) => Promise<T>, what: string, signal?: AbortSignal): Promise<T> {
    if (this.#ended) throw this.#ended
    const { timers } = this.#options
    let waited = 0
    let resets = 0
    this.#using++
    try {
      for (;;) {
        try {
          return await call((await this.#take()).card)
        } catch (error) {
          if (failedWith(error, scardCodes.sharingViolation) && waited < intervals.busy) {
            await pause(timers, intervals.retry, signal)
            if (signal?.aborted) throw asError(signal.reason)
            waited += intervals.retry
          } else if (failedWith(error, scardCodes.resetCard, scardCodes.unpoweredCard) && resets < 3) {
            resets++
            if (this.#inTransaction) throw this.#end('ERR_CARD_REMOVED', 'the card was reset', error)
            await this.#noteReset()
          } else throw await this.#meaning(error, `${what} failed`)
        }
      }
    } finally {
      this.#using--
    }
  }

  async #noteReset(): Promise<void> {
    const { scard, accessMode, protocols, readerName } = this.#options
    try {
      const { card } = await this.#take()
      this.#protocol = await scard.reconnect(card, accessMode, protocols)
    } catch (failure) {
      throw await this.#meaning(failure, readerName)
    }
  }

  /** Told apart by what is in the reader now: service gone, reader gone, card gone, or a card that does not answer. */
  async #meaning(error: unknown, what: string): Promise<unknown> {
    const coded = toCoded(error, this.#options.readerName)
    if (!isCoded(coded)) return coded
    const found = (await this.#isGone(coded.code)) ?? coded
    if (isCoded(found, 'ERR_CARD_REMOVED', 'ERR_READER_LOST', 'ERR_READER_SERVICE'))
      return this.#end(found.code, what, error)
    return this.#ended ?? found
  }

  #end(code: CodedError['code'], what: string, cause: unknown): CodedError {
    this.#ended ??= new CodedError(code, what, { cause })
    return this.#ended
  }

  async #isGone(code: CodedError['code']): Promise<CodedError | undefined> {
    const { readerName, stateNow, timers } = this.#options
    const ofOldService = code === 'ERR_READER_SERVICE' || code === 'ERR_READER_NOT_FOUND'
    if (!ofOldService && !ambiguous.has(code)) return undefined
    for (let waited = 0; ; waited += intervals.look) {
      const now = await stateNow().catch((error: unknown) => {
        if (isCoded(error)) return error
        throw error
      })
      // A service that ended may be starting anew, with the reader or without it.
      const isStopped = isCoded(now, 'ERR_READER_SERVICE')
      if (!isStopped) {
        if (now === undefined || now instanceof CodedError || ofOldService) return lost(readerName)
        if (now.card === 'absent') return new CodedError('ERR_CARD_REMOVED', `the card in ${readerName} was taken out`)
      }
      if (waited >= intervals.seen) return isStopped ? now : undefined
      await pause(timers, intervals.look)
    }
  }

  /** An end of what may be gone already. */
  async #quietly(call: (card: ScardCard) => Promise<void>, what: string): Promise<void> {
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
