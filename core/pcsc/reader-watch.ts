import { CodedError } from '../errors/coded-error.ts'
import { readerListNotification, type ReaderState, ReaderStates } from '../smartcard/reader-states.ts'
import { pause, type Timers } from '../smartcard/timers.ts'
import type { Scard, ScardContext, ScardReaderEvent } from './scard.ts'
import { eventCountShift, readerStateBits, scardCodes } from './scard-constants.ts'
import { failedWith, ScardError, toCoded } from './scard-errors.ts'

/** Milliseconds. The list is read anew this often, where the system tells of new readers and where it does not. */
const intervals = { notified: 5_000, polled: 1_000, service: 1_000, cancel: 20 } as const

interface KnownReader {
  /** dwEventState as it was said last. */
  readonly raw: number
  readonly state: ReaderState
}

/** Keeps `states` true while somebody asks it to: one context and one waiting call, however many wait for a change. */
export class ReaderWatch {
  readonly states: ReaderStates
  readonly #scard: Scard
  readonly #timers: Timers
  readonly #known = new Map<string, KnownReader>()
  /** Where the count of a reader that went goes on when it is back: what is in it then is another card. */
  readonly #counts = new Map<string, number>()
  #watchers = 0
  #running: Promise<void> | undefined
  #wake: (() => void) | undefined

  constructor(scard: Scard, timers: Timers) {
    this.#scard = scard
    this.#timers = timers
    this.states = new ReaderStates(timers)
  }

  /** Watches until the function returned is called. Errors, once by `refresh`: ERR_READER_SERVICE. */
  start(): () => void {
    this.#watchers++
    this.#running ??= this.#run().finally(() => (this.#running = undefined))
    return () => {
      if (--this.#watchers === 0) this.#wake?.()
    }
  }

  /** Resolves when no call waits any more. */
  async stopped(): Promise<void> {
    await this.#running
  }

  /** Reads the list and every state now. Errors: ERR_READER_SERVICE. */
  async refresh(): Promise<string[]> {
    try {
      return await this.#withContext(async (context) => {
        const names = await this.#list(context)
        await this.#ask(context, 0, names, true)
        return names
      })
    } catch (error) {
      // Readers and service are gone alike for who waits.
      if (error instanceof ScardError) this.#take([])
      if (this.#isWithoutReaders(error)) return []
      throw toCoded(error)
    }
  }

  async #run(): Promise<void> {
    while (this.#watchers > 0) {
      try {
        await this.#withContext((context) => this.#follow(context))
      } catch (error) {
        if (!(error instanceof ScardError)) throw error
        // The service was stopped, or starts anew: its readers are gone until it is there again.
        this.#take([])
        const waiting = new AbortController()
        this.#wake = () => waiting.abort()
        if (this.#watchers > 0) await pause(this.#timers, intervals.service, waiting.signal)
      }
    }
  }

  async #follow(context: ScardContext): Promise<void> {
    const timeout = this.#scard.notifiesReaderList ? intervals.notified : intervals.polled
    while (this.#watchers > 0) {
      const names = await this.#list(context)
      if (this.#watchers === 0) return
      const asked = this.#ask(context, timeout, names, false)
      const ended = new AbortController()
      this.#wake = () => void this.#cancel(context, ended.signal)
      try {
        await asked
      } finally {
        ended.abort()
        this.#wake = undefined
      }
    }
  }

  /** A cancel that comes before the call waits is lost (pcsc-lite), so it is said until the call has ended. */
  async #cancel(context: ScardContext, ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      await this.#scard.cancel(context).catch(ignoreScard)
      await pause(this.#timers, intervals.cancel, ended)
    }
  }

  async #list(context: ScardContext): Promise<string[]> {
    const names = await this.#scard.listReaders(context)
    this.#take(names)
    return names
  }

  /** Waits for a change from what is known. `anew`: whatever is the case now. */
  async #ask(context: ScardContext, timeout: number, names: readonly string[], anew: boolean): Promise<void> {
    const rows = names.map((readerName) => ({
      readerName,
      currentState: anew ? readerStateBits.unaware : (this.#known.get(readerName)?.raw ?? readerStateBits.unaware),
    }))
    const list = { readerName: readerListNotification, currentState: names.length << eventCountShift }
    const asked = this.#scard.notifiesReaderList && !anew ? [...rows, list] : rows
    if (asked.length === 0) {
      if (timeout > 0) await pause(this.#timers, timeout)
      return
    }
    try {
      const events = await this.#scard.getStatusChange(context, timeout, asked)
      for (const event of events.slice(0, names.length)) this.#apply(event)
    } catch (error) {
      // A reader that went between list and question is left out by the next list.
      const { timeout: noChange, cancelled, unknownReader, readerUnavailable } = scardCodes
      if (!failedWith(error, noChange, cancelled, unknownReader, readerUnavailable)) throw error
    }
  }

  #apply({ readerName, eventState, answerToReset }: ScardReaderEvent): void {
    const before = this.#known.get(readerName)
    const raw = (eventState & ~readerStateBits.changed) >>> 0
    if (before?.raw === raw || (eventState & readerStateBits.unknown) !== 0) return
    const card = cardOf(eventState)
    const counted = before !== undefined && raw >>> eventCountShift !== before.raw >>> eventCountShift
    const cameOrWent = before !== undefined && isThere(card) !== isThere(before.state.card)
    const state: ReaderState = {
      card,
      eventCount: (before?.state.eventCount ?? this.#counts.get(readerName) ?? 0) + (counted || cameOrWent ? 1 : 0),
      ...(answerToReset.length > 0 ? { answerToReset } : {}),
    }
    this.#known.set(readerName, { raw, state })
    this.states.set(readerName, state)
  }

  /** Takes note of who is there. */
  #take(names: readonly string[]): void {
    const gone = [...this.#known.keys()].filter((name) => !names.includes(name))
    for (const name of gone) {
      this.#counts.set(name, (this.#known.get(name)?.state.eventCount ?? 0) + 1)
      this.#known.delete(name)
    }
    const isNew = names.some((name) => !this.#known.has(name))
    if (gone.length > 0 || isNew) this.states.listChanged(gone)
  }

  async #withContext<T>(use: (context: ScardContext) => Promise<T>): Promise<T> {
    const context = await this.#scard.establishContext()
    try {
      return await use(context)
    } finally {
      await this.#scard.releaseContext(context).catch(ignoreScard)
    }
  }

  #isWithoutReaders(error: unknown): boolean {
    return this.#scard.serviceEndsWithReaders && failedWith(error, scardCodes.noService, scardCodes.serviceStopped)
  }
}

const isThere = (card: ReaderState['card']): boolean => card === 'present' || card === 'mute'

function cardOf(eventState: number): ReaderState['card'] {
  if ((eventState & readerStateBits.unavailable) !== 0) return 'unavailable'
  if ((eventState & readerStateBits.present) === 0) return 'absent'
  return (eventState & readerStateBits.mute) !== 0 ? 'mute' : 'present'
}

/** Ending what a stopped service has ended already. */
export function ignoreScard(error: unknown): void {
  if (!(error instanceof ScardError || error instanceof CodedError)) throw error
}
