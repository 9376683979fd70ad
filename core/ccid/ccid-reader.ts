import { concat } from '../bytes/concat.ts'
import { CodedError, isCoded } from '../errors/coded-error.ts'
import { systemTimers, type Timers, within } from '../smartcard/timers.ts'
import { TurnLock } from '../smartcard/turn-lock.ts'
import { CcidSlot } from './ccid-slot.ts'
import type { CcidClassDescriptor } from './class-descriptor.ts'
import {
  answersTo,
  type CommandName,
  commandStatuses,
  commandTypes,
  decodeMessage,
  decodeSlotChange,
  encodeMessage,
  type LengthOrder,
  messageLength,
  type ResponseMessage,
} from './messages.ts'
import type { CcidPipe } from './pipe.ts'
import type { ReaderQuirks } from './quirks.ts'
import type { CommandOptions, ReaderCommands } from './reader-commands.ts'
import { slotError } from './slot-errors.ts'

/** How long a reader may be silent, in milliseconds. A time extension starts the time anew, up to `wholeCommand`. */
const patience = { card: 10_000, reader: 3_000, resynchronise: 1_000, wholeCommand: 120_000 } as const

/** Messages of other commands, empty packets: a reader that only babbles is out of step. */
const skippedMaximum = 64
/** While it is brought back in step, all that it had said before is read past. */
const drainedMaximum = 4_096
/** One that asks for time ten times a second for two minutes is still at work; beyond that it only babbles. */
const extensionsMaximum = 1_200
/** No reader sends longer messages; a length beyond is garbage, not a promise to wait for. */
const messageMaximum = 0x2_0000

const nothing = new Uint8Array()

export interface CcidReaderOptions {
  readonly pipe: CcidPipe
  readonly descriptor: CcidClassDescriptor
  readonly quirks?: ReaderQuirks | undefined
  readonly timers?: Timers
}

/** One reader: sends commands, one at a time, and finds their answers. Its slots do the rest. */
export class CcidReader implements ReaderCommands {
  readonly descriptor: CcidClassDescriptor
  readonly quirks: ReaderQuirks | undefined
  readonly timers: Timers
  readonly slots: readonly CcidSlot[]
  readonly #pipe: CcidPipe
  readonly #lengthOrder: LengthOrder
  readonly #turns = new TurnLock()
  #bSeq = 0
  /** A read that has not been taken: of a timed-out command, say, to be gone on with by the next. */
  #reading: Promise<Uint8Array> | undefined
  /** An answer of this slot may still be on its way: nothing is sent before the reader has been brought back. */
  #slotOutOfStep: number | undefined
  #notifies = false

  constructor({ pipe, descriptor, quirks, timers = systemTimers }: CcidReaderOptions) {
    this.#pipe = pipe
    this.descriptor = descriptor
    this.quirks = quirks
    this.timers = timers
    this.#lengthOrder = quirks?.lengthOrder ?? 'little'
    this.slots = Array.from({ length: descriptor.bMaxSlotIndex + 1 }, (_, bSlot) => new CcidSlot(this, bSlot))
  }

  /**
   * True once the interrupt pipe has told of a card, and while it is open. Until then, and with readers whose endpoint
   * never says anything (Castles EZ100PU), cards must be asked for.
   */
  get notifies(): boolean {
    return this.#notifies
  }

  /** Listens to the interrupt pipe until it closes or fails. A reader without one must be polled. */
  async listen(): Promise<void> {
    if (!this.#pipe.notification) return
    try {
      for (;;) {
        const changes = decodeSlotChange(await this.#pipe.notification())
        if (changes.length > 0) this.#notifies = true
        for (const slot of this.slots) {
          const change = changes[slot.bSlot]
          if (change) await slot.noteChange(change)
        }
      }
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
    } finally {
      this.#notifies = false
    }
  }

  async command(bSlot: number, name: CommandName, options: CommandOptions = {}): Promise<ResponseMessage> {
    const response = await this.#turns.run(this, () => this.#inStep(bSlot, name, options), options.signal)
    this.slots[bSlot]?.noteStatus(response.bmICCStatus)
    if (response.bmCommandStatus === commandStatuses.failed) {
      throw slotError(name, response, options.absentCode ?? 'ERR_CARD_REMOVED')
    }
    return response
  }

  async iccStatus(bSlot: number): Promise<number> {
    const { bmICCStatus } = await this.#turns.run(this, () => this.#inStep(bSlot, 'PC_to_RDR_GetSlotStatus', {}))
    this.slots[bSlot]?.noteStatus(bmICCStatus)
    return bmICCStatus
  }

  async recover(bSlot: number): Promise<void> {
    try {
      await this.#turns.run(this, async () => {
        if (this.#slotOutOfStep !== undefined) await this.#resynchronise(this.#slotOutOfStep)
        else await this.#exchange(bSlot, 'PC_to_RDR_IccPowerOff', {}, patience.resynchronise)
      })
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
    }
  }

  async #inStep(bSlot: number, name: CommandName, options: CommandOptions): Promise<ResponseMessage> {
    if (this.#slotOutOfStep !== undefined) await this.#resynchronise(this.#slotOutOfStep)
    const isAboutCard = name === 'PC_to_RDR_XfrBlock' || name === 'PC_to_RDR_IccPowerOn'
    return this.#exchange(bSlot, name, options, options.patience ?? (isAboutCard ? patience.card : patience.reader))
  }

  /** CCID 1.1 §5.3.1: ABORT on both pipes; then the card's power is taken, whatever it was doing. */
  async #resynchronise(bSlot: number): Promise<void> {
    const bSeq = this.#bSeq
    const abort = async (): Promise<unknown> => {
      const aborting = this.#pipe.abort?.(bSlot, bSeq)
      if (aborting) await this.#await(aborting, 'ABORT', patience.resynchronise)
      return this.#exchange(bSlot, 'PC_to_RDR_Abort', {}, patience.resynchronise, drainedMaximum)
    }
    const powerOff = (): Promise<unknown> => this.#exchange(bSlot, 'PC_to_RDR_IccPowerOff', {}, patience.resynchronise)
    let last: unknown
    for (const attempt of [abort, powerOff]) {
      try {
        await attempt()
        last = undefined
      } catch (error) {
        if (!(error instanceof CodedError) || isCoded(error, 'ERR_READER_LOST')) throw error
        last = error
      }
    }
    if (last) throw last
  }

  async #exchange(
    bSlot: number,
    name: CommandName,
    { specific = [0, 0, 0], abData = nothing, signal }: CommandOptions,
    milliseconds: number,
    skips: number = skippedMaximum,
  ): Promise<ResponseMessage> {
    const bSeq = this.#bSeq
    this.#bSeq = (bSeq + 1) & 0xff
    const message = encodeMessage(
      { bMessageType: commandTypes[name], bSlot, bSeq, specific, abData },
      this.#lengthOrder,
    )
    this.#slotOutOfStep = bSlot
    try {
      await this.#await(this.#pipe.write(message), name, milliseconds, signal)
    } finally {
      message.fill(0) // it may have held a PIN
    }
    const response = await this.#answer(bSlot, bSeq, name, { milliseconds, skips, signal })
    if (response.bMessageType !== answersTo[name] && response.bmCommandStatus === commandStatuses.processed) {
      throw malformed('bMessageType', `${name} was answered with message ${response.bMessageType}`)
    }
    this.#slotOutOfStep = undefined
    return response
  }

  /** Reads until the answer with this bSeq comes: answers of commands given up, and time extensions, are passed over. */
  async #answer(
    bSlot: number,
    bSeq: number,
    name: CommandName,
    { milliseconds, skips, signal }: { milliseconds: number; skips: number; signal: AbortSignal | undefined },
  ): Promise<ResponseMessage> {
    let extensions = 0
    let over = false
    let whole: unknown
    try {
      for (let skipped = 0; skipped < skips;) {
        const response = decodeMessage(await this.#message(name, milliseconds, signal))
        if (response.bSeq !== bSeq || response.bSlot !== bSlot) {
          skipped++
        } else if (response.bmCommandStatus !== commandStatuses.timeExtension) {
          return response
        } else if (over || ++extensions > extensionsMaximum) {
          throw timedOut(name)
        }
        if (extensions === 1) {
          whole ??= this.timers.setTimeout(() => (over = true), Math.max(milliseconds, patience.wholeCommand))
        }
      }
    } finally {
      if (whole !== undefined) this.timers.clearTimeout(whole)
    }
    throw malformed('bSeq', `${name}: ${skips} answers to other commands`)
  }

  /** One whole message. The usual one arrives in one transfer and is not copied. */
  async #message(name: CommandName, milliseconds: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
    let bytes: Uint8Array = nothing
    let empty = 0
    for (;;) {
      const part = await this.#read(name, milliseconds, signal)
      bytes = bytes.length === 0 ? part : concat(bytes, part)
      const length = messageLength(bytes, this.#lengthOrder)
      if (length !== undefined && length > messageMaximum) throw malformed('dwLength', `a message of ${length} bytes`)
      if (length !== undefined && bytes.length >= length) return bytes.subarray(0, length)
      const { packetSize } = this.#pipe
      if (part.length === 0 && ++empty > skippedMaximum) throw malformed('dwLength', 'only empty packets')
      // A short packet ends a transfer: the rest that dwLength promised will not come.
      if (packetSize !== undefined && part.length % packetSize !== 0) {
        throw malformed('dwLength', `a message of ${length ?? 'unknown'} bytes ends after ${bytes.length}`)
      }
    }
  }

  async #read(name: CommandName, milliseconds: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
    if (!this.#reading) {
      const reading = this.#pipe.read()
      this.#reading = reading
      reading.catch(() => {
        if (this.#reading === reading) this.#reading = undefined
      })
    }
    const part = await this.#await(this.#reading, name, milliseconds, signal)
    this.#reading = undefined
    return part
  }

  #await<T>(promise: Promise<T>, name: string, milliseconds: number, signal?: AbortSignal): Promise<T> {
    return within(promise, { timers: this.timers, milliseconds, signal, timeoutError: () => timedOut(name) })
  }
}

const timedOut = (name: string): CodedError =>
  new CodedError('ERR_READER_TIMEOUT', `${name}: the reader did not answer in time`)

const malformed = (field: string, message: string): CodedError =>
  new CodedError('ERR_READER_PROTOCOL', message, { details: { field } })
