import type { KnownCard } from '../../../core/cards/card-profile.ts'
import { CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import type { SmartCardReaderStateIn, SmartCardReaderStateOut } from '../../../core/smartcard/context.ts'
import type { HiddenReaderKind } from '../../../core/smartcard/hidden-readers.ts'
import type { PinWindowReader } from '../../../core/protocol/pin-window.ts'
import type { Readers } from '../../readers/registry.ts'
import { pause } from './pause.ts'
import { type CardReading, ignoreExpected, type OpenSam } from './read-card.ts'
import type { HolderCard, ReaderCard, UsableCard } from './usable-card.ts'

/** What a reading came to: a sign-in keeps a usable card open, who only looks does not. */
export type WatchReading =
  CardReading | { readonly card: 'usable'; readonly info: KnownCard; readonly usable?: undefined }

/** A reader, with what is in it as far as public reads tell. */
export interface WatchedReader {
  readonly readerName: string
  readonly card: PinWindowReader['card']
  /** Of any card that could be recognised, usable or not. */
  readonly info?: KnownCard | undefined
  /** Open for a sign-in; with `usable` only. */
  readonly usable?: UsableCard | undefined
  /** Open likewise: a security module that has a part in the sign-in, where there is one. */
  readonly sam?: OpenSam | undefined
  /** Of the card, once it was read. */
  readonly answerToReset?: Uint8Array | undefined
  /** With `unusable` and `mute` only. */
  readonly error?: CodedError | undefined
  /** Of another product, and left out of the list. */
  readonly hidden?: HiddenReaderKind | undefined
}

interface Row {
  view: WatchedReader & { readonly usable?: ReaderCard | HolderCard | undefined }
  /** What the readers told last. */
  known: SmartCardReaderStateIn
  /** The reading under way. A result of an earlier one is thrown away. */
  reading: Promise<void> | undefined
}

/** How long one question to the readers may take before the list is asked for again, in milliseconds. */
const listEvery = 1000

export interface CardWatchOptions {
  readonly readers: Readers
  readonly read: (readerName: string) => Promise<WatchReading>
  readonly onChange: () => void
}

/** Follows readers and cards as they come and go, and reads each new card once. */
export class CardWatch {
  readonly #options: CardWatchOptions
  readonly #rows = new Map<string, Row>()
  #refused: readonly WatchedReader[] = []
  #listed = false
  #running: Promise<void> = Promise.resolve()

  constructor(options: CardWatchOptions) {
    this.#options = options
  }

  /** False until the readers were listed for the first time. */
  get listed(): boolean {
    return this.#listed
  }

  get readers(): readonly WatchedReader[] {
    return [...[...this.#rows.values()].map((row) => row.view), ...this.#refused]
  }

  /** Runs until `signal` is aborted; rejects only for our own bugs. The caller then calls `release`. */
  run(signal: AbortSignal): Promise<void> {
    const running = this.#follow(signal)
    this.#running = running.catch(() => undefined)
    return running
  }

  async #follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#list()
      await this.#waitForChange(signal)
    }
  }

  get isReading(): boolean {
    return [...this.#rows.values()].some(isFirstReading)
  }

  /** Resolves when no card is being read any more; one that another program has is not waited for. */
  async settled(): Promise<void> {
    for (;;) {
      const readings = [...this.#rows.values()].filter(isFirstReading).flatMap((row) => row.reading ?? [])
      if (readings.length === 0) return
      await Promise.all(readings)
    }
  }

  /** Resets every card and reads it anew. */
  async reread(): Promise<void> {
    for (const row of this.#rows.values()) {
      await this.#close(row)
      if (row.view.card !== 'empty') this.#startReading(row)
    }
    await this.settled()
  }

  /** Resets and closes every open card, once `run` has ended. */
  async release(): Promise<void> {
    await this.#running
    await this.settled()
    await Promise.all([...this.#rows.values()].map((row) => this.#close(row)))
    this.#rows.clear()
  }

  async #list(): Promise<void> {
    const { readers } = this.#options
    const [names, refusals] = await Promise.all([readers.listReaders(), readers.refusals()])
    const before = this.#shape()
    for (const [name, row] of this.#rows) {
      if (names.includes(name)) continue
      this.#rows.delete(name)
      await this.#close(row)
    }
    for (const readerName of names) {
      if (this.#rows.has(readerName)) continue
      const view = { readerName, card: 'reading' } as const // until its state is known
      this.#rows.set(readerName, { view, known: { readerName, currentState: { unaware: true } }, reading: undefined })
    }
    for (const row of this.#rows.values()) {
      // No event tells that another program is done with a card.
      if (row.view.error?.code === 'ERR_READER_BUSY' && !row.reading) this.#startReading(row, row.view)
    }
    this.#refused = refusals.map(({ readerName, error }) => ({ readerName, card: 'unusable', error }))
    const first = !this.#listed
    this.#listed = true
    if (first || before !== this.#shape()) this.#options.onChange()
  }

  #shape(): string {
    return JSON.stringify(this.readers.map(({ readerName, error }) => [readerName, error?.code]))
  }

  async #waitForChange(signal: AbortSignal): Promise<void> {
    const wake = new AbortController()
    const either = AbortSignal.any([signal, wake.signal])
    const unwatch = this.#options.readers.watch(() => wake.abort())
    try {
      const states = [...this.#rows.values()].map((row) => row.known)
      if (states.length === 0) return await pause(listEvery, either)
      const changes = await this.#options.readers.getStatusChange(states, { timeout: listEvery, signal: either })
      if (!signal.aborted) for (const change of changes) await this.#apply(change)
    } catch (error) {
      if (either.aborted || isCoded(error, 'ERR_READER_TIMEOUT')) return
      if (!isCoded(error)) throw error
      // A reader in trouble: connecting says which one and why.
      for (const row of this.#rows.values()) if (row.known.currentState.unaware && !row.reading) this.#startReading(row)
      await pause(listEvery, either)
    } finally {
      unwatch()
    }
  }

  async #apply({ readerName, eventState, eventCount }: SmartCardReaderStateOut): Promise<void> {
    const row = this.#rows.get(readerName)
    if (!row || eventState.unknown) return // the next list leaves it out
    const { changed: _, ...state } = eventState
    const same = row.known.currentCount === eventCount && inside(row.known.currentState) === inside(state)
    row.known = { readerName, currentState: state, currentCount: eventCount }
    if (same) return
    await this.#close(row)
    switch (inside(state)) {
      case 'card':
      case 'unavailable': // connecting says by its own code who holds the reader
        this.#startReading(row)
        break
      case 'mute':
        row.reading = undefined
        row.view = { readerName, card: 'mute', error: new CodedError('ERR_CARD_MUTE', `no answer in "${readerName}"`) }
        break
      case 'empty':
      case 'unaware':
        row.reading = undefined
        row.view = { readerName, card: 'empty' }
        break
    }
    this.#options.onChange()
  }

  /** `meanwhile`: what is shown until it is read. */
  #startReading(row: Row, meanwhile?: Row['view']): void {
    const { readerName } = row.view
    row.view = meanwhile ?? { readerName, card: 'reading' }
    const earlier = row.reading // of a card that came while every card was to be read anew
    const read = async () => {
      await earlier // two conversations with one card would mix
      const result = await this.#options.read(readerName)
      if (row.reading !== reading) return closeReading(result) // swapped or gone meanwhile
      row.reading = undefined
      row.view = { readerName, ...result }
      this.#options.onChange()
    }
    const reading = read()
    row.reading = reading
  }

  async #close(row: Row): Promise<void> {
    const open = row.view.usable ?? row.view.sam
    const reading = row.reading
    row.reading = undefined
    row.view = { readerName: row.view.readerName, card: row.view.card }
    await reading // two conversations with one card would mix
    await open?.connection.disconnect('reset').catch(ignoreExpected)
  }
}

const closeReading = async (result: WatchReading): Promise<void> => {
  const open = result.card === 'usable' ? result.usable : result.sam
  await open?.connection.disconnect('reset').catch(ignoreExpected)
}

/** Not a try to read one that another program had before. */
const isFirstReading = ({ reading, view }: Row): boolean => reading !== undefined && view.card === 'reading'

type Inside = 'unaware' | 'unavailable' | 'mute' | 'card' | 'empty'

function inside({ unaware, unavailable, mute, present }: SmartCardReaderStateIn['currentState']): Inside {
  if (unaware) return 'unaware'
  if (unavailable) return 'unavailable'
  if (mute) return 'mute'
  return present ? 'card' : 'empty'
}
