import { CodedError } from '../errors/coded-error.ts'
import type {
  SmartCardAccessMode,
  SmartCardConnectResult,
  SmartCardContext,
  SmartCardProtocol,
  SmartCardReaderStateIn,
  SmartCardReaderStateOut,
} from '../smartcard/context.ts'
import { ReaderStates } from '../smartcard/reader-states.ts'
import { systemTimers, type Timers, within } from '../smartcard/timers.ts'
import { type CcidPort, OpenableReader } from './openable-reader.ts'

/** A SmartCardContext over CCID readers that come and go, whatever they are connected by. */
export class CcidReaders implements SmartCardContext {
  readonly #timers: Timers
  readonly #states: ReaderStates
  readonly #readers = new Map<CcidPort, OpenableReader>()

  constructor({ timers = systemTimers }: { timers?: Timers } = {}) {
    this.#timers = timers
    this.#states = new ReaderStates(timers)
  }

  /** One name per slot; names are unique. */
  add(port: CcidPort, readerNames: readonly string[]): void {
    this.#readers.set(port, new OpenableReader(port, readerNames, this.#states, this.#timers))
    this.#states.listChanged()
  }

  /** The reader is gone: its connections fail with ERR_READER_LOST. */
  async remove(port: CcidPort): Promise<void> {
    const reader = this.#readers.get(port)
    if (!reader) return
    this.#readers.delete(port)
    const ending = reader.lose()
    this.#states.listChanged(reader.readerNames)
    await ending
  }

  /** Gives back at once the readers that nobody uses. */
  async close(): Promise<void> {
    await Promise.all([...this.#readers.values()].map((reader) => reader.close()))
  }

  async listReaders(): Promise<string[]> {
    return [...this.#readers.values()].flatMap(({ readerNames }) => readerNames)
  }

  /** The readers that are slots of one device with this one, itself included: they are opened and closed together. */
  slotsWith(readerName: string): readonly string[] {
    return this.#find(readerName)?.readerNames ?? []
  }

  async getStatusChange(
    readerStates: readonly SmartCardReaderStateIn[],
    { timeout, signal }: { timeout?: number; signal?: AbortSignal } = {},
  ): Promise<SmartCardReaderStateOut[]> {
    signal?.throwIfAborted()
    const watching = new AbortController()
    const watched = new Set<OpenableReader>()
    const watchNew = (): Promise<void>[] =>
      readerStates.flatMap(({ readerName }) => {
        const reader = this.#find(readerName)
        if (!reader || watched.has(reader)) return []
        watched.add(reader)
        return new Promise<void>((resolve) => void reader.watch(readerName, watching.signal, resolve))
      })
    // A reader that is plugged in meanwhile is watched as well, if it is one of those asked about.
    const unsubscribe = this.#states.subscribe(() => void watchNew())
    try {
      const limits = { timers: this.#timers, milliseconds: timeout, signal, timeoutError: notReady }
      await within(Promise.all(watchNew()), limits)
      return await this.#states.waitForChange(readerStates, { timeout, signal })
    } finally {
      unsubscribe()
      watching.abort()
    }
  }

  async connect(
    readerName: string,
    accessMode: SmartCardAccessMode,
    { preferredProtocols }: { preferredProtocols?: readonly SmartCardProtocol[] } = {},
  ): Promise<SmartCardConnectResult> {
    const reader = this.#find(readerName)
    if (!reader) throw new CodedError('ERR_READER_NOT_FOUND', `no reader ${readerName}`)
    const slot = await reader.acquire(readerName)
    try {
      return await slot.connect(accessMode, preferredProtocols, () => reader.release())
    } catch (error) {
      reader.release()
      throw error
    }
  }

  #find(readerName: string): OpenableReader | undefined {
    return [...this.#readers.values()].find(({ readerNames }) => readerNames.includes(readerName))
  }
}

const notReady = (): CodedError => new CodedError('ERR_READER_TIMEOUT', 'the readers did not answer in time')
