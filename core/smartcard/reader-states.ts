import { CodedError } from '../errors/coded-error.ts'
import type { ReaderStateFlags, SmartCardReaderStateIn, SmartCardReaderStateOut } from './context.ts'
import { type Timers, within } from './timers.ts'

/** PC/SC's name for "the list of readers": its event count grows when a reader comes or goes. */
export const readerListNotification = String.raw`\\?PnP?\Notification`

/** What a driver knows of one reader. `unavailable`: it is there, and cannot be opened now. */
export interface ReaderState {
  readonly card: 'absent' | 'present' | 'mute' | 'unavailable'
  /** Grows with every insertion and removal. */
  readonly eventCount: number
  readonly answerToReset?: Uint8Array | undefined
}

const flagsOf: Record<ReaderState['card'], ReaderStateFlags> = {
  absent: { empty: true },
  present: { present: true },
  mute: { present: true, mute: true },
  unavailable: { unavailable: true },
}

/** The flags that say something about reader and card. Being in use is no change: watchers would wake themselves. */
const comparedFlags = ['unknown', 'unavailable', 'empty', 'present', 'mute'] as const

/** What is in which reader, and who waits for it to change. */
export class ReaderStates {
  readonly #timers: Timers
  readonly #states = new Map<string, ReaderState>()
  readonly #listeners = new Set<() => void>()
  #listCount = 0

  constructor(timers: Timers) {
    this.#timers = timers
  }

  set(readerName: string, state: ReaderState): void {
    this.#states.set(readerName, state)
    this.#tell()
  }

  get(readerName: string): ReaderState | undefined {
    return this.#states.get(readerName)
  }

  /** A reader came or went; what is in one that went is forgotten. */
  listChanged(gone: readonly string[] = []): void {
    for (const readerName of gone) this.#states.delete(readerName)
    this.#listCount++
    this.#tell()
  }

  /** Calls `listener` after every change, until the function returned is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** As SmartCardContext.getStatusChange. */
  async waitForChange(
    readerStates: readonly SmartCardReaderStateIn[],
    { timeout, signal }: { timeout?: number | undefined; signal?: AbortSignal | undefined } = {},
  ): Promise<SmartCardReaderStateOut[]> {
    signal?.throwIfAborted()
    let look = (): void => undefined
    const changed = new Promise<SmartCardReaderStateOut[]>((resolve) => {
      look = () => {
        const now = readerStates.map((state) => this.#compare(state))
        if (now.some(({ eventState }) => eventState.changed)) resolve(now)
      }
    })
    const unsubscribe = this.subscribe(look)
    look()
    try {
      return await within(changed, { timers: this.#timers, milliseconds: timeout, signal, timeoutError: noChange })
    } finally {
      unsubscribe()
    }
  }

  #compare({ readerName, currentState, currentCount }: SmartCardReaderStateIn): SmartCardReaderStateOut {
    const known = this.#states.get(readerName)
    const isList = readerName === readerListNotification
    const eventCount = isList ? this.#listCount : (known?.eventCount ?? 0)
    const flags: ReaderStateFlags = isList ? {} : known ? flagsOf[known.card] : { unknown: true }
    const differs =
      comparedFlags.some((flag) => Boolean(flags[flag]) !== Boolean(currentState[flag])) ||
      (currentCount !== undefined && currentCount !== eventCount)
    const changed = !currentState.ignore && (currentState.unaware === true || differs)
    return {
      readerName,
      eventState: { ...flags, ...(changed ? { changed } : {}) },
      eventCount,
      ...(known?.answerToReset ? { answerToReset: known.answerToReset } : {}),
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

const noChange = (): CodedError => new CodedError('ERR_READER_TIMEOUT', 'no reader changed in time')
