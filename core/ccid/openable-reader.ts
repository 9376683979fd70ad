import { CodedError } from '../errors/coded-error.ts'
import type { ReaderState, ReaderStates } from '../smartcard/reader-states.ts'
import { SharedSlot } from '../smartcard/shared-slot.ts'
import { pause, type Timers } from '../smartcard/timers.ts'
import { TurnLock } from '../smartcard/turn-lock.ts'
import type { CcidReader } from './ccid-reader.ts'
import type { CcidSlot } from './ccid-slot.ts'
import { iccStatuses } from './messages.ts'

/** A place where a CCID reader can be reached: a USB interface, a serial line. */
export interface CcidPort {
  /** Takes hold of the reader. Errors: ERR_READER_*. */
  open(): Promise<CcidReader>
  /** Gives it back. Also called when the reader is gone, and then must not fail. */
  close(): Promise<void>
}

/** Milliseconds. A reader nobody uses is kept for a moment, since its next user mostly comes at once. */
export const intervals = { poll: 400, retryOpening: 1_000, linger: 1_000 } as const

interface OpenReader {
  readonly reader: CcidReader
  readonly shared: readonly SharedSlot[]
}

/** Opens a reader for whoever uses it, and tells what is in its slots while it is open. */
export class OpenableReader {
  readonly readerNames: readonly string[]
  readonly #port: CcidPort
  readonly #states: ReaderStates
  readonly #timers: Timers
  readonly #turns = new TurnLock()
  #users = 0
  #open: OpenReader | undefined
  #lost: CodedError | undefined
  #lingering: unknown

  constructor(port: CcidPort, readerNames: readonly string[], states: ReaderStates, timers: Timers) {
    this.#port = port
    this.readerNames = readerNames
    this.#states = states
    this.#timers = timers
  }

  /** Every `acquire` that succeeds is answered by one `release`. Errors: ERR_READER_*. */
  async acquire(readerName: string): Promise<SharedSlot> {
    this.#users++
    this.#timers.clearTimeout(this.#lingering)
    try {
      const { shared } = await this.#turns.run(this, () => this.#opened())
      const slot = shared[this.readerNames.indexOf(readerName)]
      if (!slot) throw new CodedError('ERR_READER_NOT_FOUND', `${readerName} has no such slot`)
      return slot
    } catch (error) {
      this.release()
      throw error
    }
  }

  release(): void {
    if (--this.#users > 0 || this.#lost) return
    this.#lingering = this.#timers.setTimeout(() => void this.close(), intervals.linger)
  }

  /** Gives the reader back unless somebody uses it. Cards are left without power, so that no rights stay open. */
  async close(): Promise<void> {
    this.#timers.clearTimeout(this.#lingering)
    await this.#turns.run(this, async () => {
      if (this.#users > 0 || !this.#open) return
      const { slots } = this.#open.reader
      this.#open = undefined
      try {
        for (const slot of slots) if (slot.card) await slot.powerOff()
      } catch (error) {
        if (!(error instanceof CodedError)) throw error
      } finally {
        await this.#port.close()
      }
    })
  }

  /** The reader was unplugged. */
  async lose(): Promise<void> {
    this.#lost ??= new CodedError('ERR_READER_LOST', `${this.readerNames[0]} was unplugged`)
    this.#timers.clearTimeout(this.#lingering)
    for (const slot of this.#open?.shared ?? []) slot.lose(this.#lost)
    this.#open = undefined
    await this.#port.close()
  }

  /** Keeps the slots' states true until `signal` aborts or the reader is lost. `onReady` is called once they first are. */
  async watch(readerName: string, signal: AbortSignal, onReady: () => void): Promise<void> {
    while (!signal.aborted && !this.#lost) {
      try {
        await this.acquire(readerName)
      } catch (error) {
        if (!(error instanceof CodedError)) throw error
        for (const name of this.readerNames) this.#tell(name, 'unavailable')
        onReady()
        await pause(this.#timers, intervals.retryOpening, signal)
        continue
      }
      onReady()
      try {
        await this.#poll(signal)
      } finally {
        this.release()
      }
    }
    onReady()
  }

  async #poll(signal: AbortSignal): Promise<void> {
    while (this.#open) {
      await pause(this.#timers, intervals.poll, signal)
      if (signal.aborted) return
      if (!this.#open || this.#open.reader.notifies) continue
      try {
        for (const slot of this.#open.reader.slots) await slot.isPresent()
      } catch (error) {
        // Silent or garbled for once: the next poll brings it back in step. A lost reader ends the loop.
        if (!(error instanceof CodedError)) throw error
      }
    }
  }

  async #opened(): Promise<OpenReader> {
    if (this.#lost) throw this.#lost
    if (this.#open) return this.#open
    const reader = await this.#port.open()
    try {
      for (const slot of reader.slots) await this.#enter(reader, slot)
      if (this.#lost) throw this.#lost
    } catch (error) {
      await this.#port.close()
      throw error
    }
    void reader.listen()
    const shared = reader.slots.map(
      (slot, index) => new SharedSlot({ readerName: this.readerNames[index] ?? '', slot }),
    )
    this.#open = { reader, shared }
    return this.#open
  }

  async #enter(reader: CcidReader, slot: CcidSlot): Promise<void> {
    slot.onPresence = (presence) => this.#tell(this.readerNames[slot.bSlot], presence)
    // A card left under power by a session that died (a worker was stopped) keeps none of its rights.
    if ((await reader.iccStatus(slot.bSlot)) === iccStatuses.active) await slot.powerOff()
  }

  #tell(readerName: string | undefined, card: ReaderState['card']): void {
    if (readerName === undefined || this.#lost) return
    const before = this.#states.get(readerName)
    const cameOrWent = before !== undefined && isThere(before.card) !== isThere(card)
    this.#states.set(readerName, { card, eventCount: (before?.eventCount ?? 0) + (cameOrWent ? 1 : 0) })
  }
}

const isThere = (card: ReaderState['card']): boolean => card === 'present' || card === 'mute'
