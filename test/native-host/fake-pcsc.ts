import type { VirtualCard } from '../../demo/cards/virtual-card.ts'
import type { Scard, ScardCard, ScardContext, ScardReaderEvent } from '../../core/pcsc/scard.ts'
import { eventCountShift, readerStateBits, scardCodes } from '../../core/pcsc/scard-constants.ts'
import { ScardError } from '../../core/pcsc/scard-errors.ts'

export type ScardCall = Exclude<keyof Scard, 'notifiesReaderList' | 'serviceEndsWithReaders'>

/** What goes wrong at a call. */
export interface ScardFault {
  readonly call: ScardCall
  /** Of a command: its instruction. */
  readonly ins?: number | undefined
  /** Calls that match and pass unharmed before. */
  readonly skip?: number | undefined
  /** Before the service does what was asked (default), or when it has done it. */
  readonly when?: 'before' | 'after'
  /** Calls in a row that it strikes. Default 1. */
  readonly times?: number
  /** Gives the code that the call fails with (a number), what the card seems to have answered (bytes), or nothing: the call goes on. A promise is waited for. */
  readonly strike: (pcsc: FakePcsc) => unknown
}

interface OpenCard {
  readonly context: number
  readonly plugged: number
  readonly inserted: number
  /** Of the reader when this connection took note of it last. */
  resets: number
}

/** SCARD_E_NO_SMARTCARD. */
const noSmartcard = 0x8010000c

/**
 * A PC/SC service with one reader, in the place of the system's library for what a real one cannot be made to do. What it
 * refuses, it refuses as pcsc-lite does.
 */
export class FakePcsc {
  readonly readerName = 'Fake PC/SC Reader 00 00'
  fault: ScardFault | undefined
  #struck = 0
  #running = true
  #plugged = true
  #card: VirtualCard | undefined
  /** How often each came to be: a handle to what was before is of no use. */
  #starts = 1
  #plugs = 1
  #insertions = 1
  #resets = 0
  #lastHandle = 0

  constructor(card: VirtualCard) {
    this.#card = card
  }

  get struck(): number {
    return this.#struck
  }

  get card(): VirtualCard | undefined {
    return this.#card
  }

  remove(): void {
    void this.#card?.powerOff()
    this.#card = undefined
  }

  insert(card: VirtualCard): void {
    this.#card = card
    this.#insertions++
  }

  unplug(): void {
    void this.#card?.powerOff()
    this.#plugged = false
  }

  plug(): void {
    if (this.#plugged) return
    this.#plugged = true
    this.#plugs++
  }

  /** Every program loses what it had open, and the card its power. */
  stop(): void {
    void this.#card?.powerOff()
    this.#running = false
  }

  start(): void {
    if (this.#running) return
    this.#running = true
    this.#starts++
  }

  /** By somebody else, or by a computer that slept. */
  resetCard(): void {
    void this.#card?.reset()
    this.#resets++
  }

  /** The library as one process has it. `windows`: its service ends with the last reader. */
  client({ windows = false } = {}): FakeScard {
    const contexts = new Map<number, { readonly start: number }>()
    const cards = new Map<number, OpenCard>()
    let dead = false

    const fail = (call: ScardCall, rv: number): never => {
      throw new ScardError(`SCard ${call}`, rv)
    }
    const take = (call: ScardCall, ins?: number): ScardFault | undefined => {
      const { fault } = this
      if (fault?.call !== call || (fault.ins !== undefined && fault.ins !== ins)) return undefined
      const { skip = 0, times = 1 } = fault
      this.fault = skip > 0 ? { ...fault, skip: skip - 1 } : times > 1 ? { ...fault, times: times - 1 } : undefined
      if (skip > 0) return undefined
      this.#struck++
      return fault
    }
    /** A call of a process that is dead by then never ends. */
    const alive = <T>(value: T): T | Promise<never> => (dead ? new Promise<never>(() => undefined) : value)
    /** `check`: what would keep the answer from coming back, should it become so meanwhile. */
    const perform = async <T>(
      call: ScardCall,
      job: () => T | Promise<T>,
      { ins, check }: { ins?: number | undefined; check?: () => void } = {},
    ): Promise<T> => {
      await alive(undefined)
      const fault = take(call, ins)
      const strike = async (): Promise<Uint8Array | undefined> => {
        const struck = await fault?.strike(this)
        await alive(undefined)
        if (typeof struck === 'number') fail(call, struck)
        return struck instanceof Uint8Array ? struck : undefined
      }
      const before = fault && fault.when !== 'after' ? await strike() : undefined
      const result = (before as T | undefined) ?? (await job())
      const after = fault?.when === 'after' ? await strike() : undefined
      if (fault) check?.()
      return alive((after as T | undefined) ?? result)
    }
    const requireContext = (call: ScardCall, { context }: ScardContext): void => {
      if (!this.#running) fail(call, scardCodes.serviceStopped)
      if (contexts.get(Number(context))?.start !== this.#starts) fail(call, scardCodes.invalidHandle)
    }
    const requireCard = (call: ScardCall, handle: ScardCard): { card: VirtualCard; open: OpenCard } => {
      const open = cards.get(Number(handle.card))
      if (!open) return fail(call, scardCodes.invalidHandle)
      requireContext(call, { context: open.context })
      if (!this.#plugged || open.plugged !== this.#plugs) fail(call, scardCodes.readerUnavailable)
      if (!this.#card || open.inserted !== this.#insertions) return fail(call, scardCodes.removedCard)
      return { card: this.#card, open }
    }
    const requireUnchanged = (call: ScardCall, handle: ScardCard): VirtualCard => {
      const { card, open } = requireCard(call, handle)
      if (open.resets !== this.#resets) fail(call, scardCodes.resetCard)
      return card
    }
    /** The card's part of an ending; one that is gone needs none. */
    const dispose = async (handle: ScardCard, disposition: string): Promise<void> => {
      const open = cards.get(Number(handle.card))
      if (!open || open.inserted !== this.#insertions || disposition === 'leave') return
      this.#resets++
      open.resets = this.#resets
      await (disposition === 'reset' ? this.#card?.reset() : this.#card?.powerOff())
    }

    return {
      notifiesReaderList: true,
      serviceEndsWithReaders: windows,
      die: () => {
        dead = true
        // The service sees the process go, and resets what it had open.
        if (cards.size > 0 && this.#running) this.resetCard()
      },
      establishContext: () =>
        perform('establishContext', () => {
          if (!this.#running) fail('establishContext', scardCodes.noService)
          const context = ++this.#lastHandle
          contexts.set(context, { start: this.#starts })
          return { context }
        }),
      releaseContext: (context) =>
        perform('releaseContext', () => {
          requireContext('releaseContext', context)
          contexts.delete(Number(context.context))
        }),
      cancel: (context) => perform('cancel', () => requireContext('cancel', context)),
      listReaders: (context) =>
        perform('listReaders', () => {
          requireContext('listReaders', context)
          return this.#plugged ? [this.readerName] : []
        }),
      // Nobody waits for a change here: what is not so yet is not waited for.
      getStatusChange: (context, _timeout, states) =>
        perform('getStatusChange', () => {
          requireContext('getStatusChange', context)
          const events = states.map(({ readerName, currentState }) => this.#event(readerName, currentState))
          const { changed } = readerStateBits
          return events.some(({ eventState }) => (eventState & changed) !== 0)
            ? events
            : fail('getStatusChange', scardCodes.timeout)
        }),
      connect: (context, readerName) =>
        perform('connect', async () => {
          requireContext('connect', context)
          if (!this.#plugged || readerName !== this.readerName) fail('connect', scardCodes.unknownReader)
          if (!this.#card) fail('connect', noSmartcard)
          if (!this.#card?.powered) await this.#card?.reset()
          const card = ++this.#lastHandle
          const [plugged, inserted, resets] = [this.#plugs, this.#insertions, this.#resets]
          cards.set(card, { context: Number(context.context), plugged, inserted, resets })
          return { card: { card }, activeProtocol: 't1' as const }
        }),
      reconnect: (handle) =>
        perform('reconnect', () => {
          requireCard('reconnect', handle).open.resets = this.#resets
          return 't1' as const
        }),
      disconnect: (handle, disposition) =>
        perform('disconnect', async () => {
          requireCard('disconnect', handle)
          await dispose(handle, disposition)
          cards.delete(Number(handle.card))
        }),
      beginTransaction: (handle) =>
        perform('beginTransaction', () => void requireUnchanged('beginTransaction', handle)),
      endTransaction: (handle, disposition) =>
        perform('endTransaction', async () => {
          requireUnchanged('endTransaction', handle)
          await dispose(handle, disposition)
        }),
      status: (handle) =>
        perform('status', () => {
          const { answerToReset } = requireUnchanged('status', handle)
          return { state: 't1' as const, answerToReset }
        }),
      transmit: (handle, _protocol, command) =>
        perform('transmit', async () => requireUnchanged('transmit', handle).transmit(command), {
          ins: command[1],
          check: () => void requireCard('transmit', handle),
        }),
    }
  }

  #event(readerName: string, currentState: number): ScardReaderEvent {
    const { empty, present, changed } = readerStateBits
    const isReader = readerName === this.readerName
    const state = isReader ? (this.#card ? present : empty) : 0
    const now = state | ((isReader ? this.#insertions : Number(this.#plugged)) << eventCountShift)
    const answerToReset = (isReader && this.#card?.answerToReset) || new Uint8Array()
    return { readerName, eventState: now === currentState ? now : now | changed, answerToReset }
  }
}

export interface FakeScard extends Scard {
  /** The process that has the library is killed. */
  die(): void
}
