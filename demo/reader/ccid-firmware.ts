import { concat } from '../../core/bytes/concat.ts'
import {
  type Answer,
  answerTypes,
  commandFailed,
  failure,
  headerLength,
  slotErrors,
  timeExtension,
  toHost,
  toReader,
} from './ccid-messages.ts'
import { FirmwareSlot, type Slot } from './firmware-slot.ts'
import type { KeypadEntry } from './keypad.ts'
import { parsePinEntryRequest } from './pin-entry-request.ts'
import { type BlockDamage, blockDamages, type FaultKind, type FaultList, type ReaderFault } from './reader-faults.ts'
import type { ReaderModel } from './reader-models.ts'

/** Whose answer it is. */
interface Reply {
  readonly bSlot: number
  readonly sequence: number
}

const verifyInstruction = 0x20
/** More than any driver reads past, and more than it waits for. */
const babbles = 100
const endless = 2_000
/** Bytes. No host asks for so much at once. */
const longerThanAny = 0x2_0000

/** What the firmware can do to the world outside its chip. */
export interface FirmwarePort {
  readonly slot: (bSlot: number) => Slot
  readonly send: (message: Uint8Array) => void
  /** One packet as it is, of whatever length. */
  readonly sendPacket: (packet: Uint8Array) => void
  readonly halt: () => void
  readonly breakTransfer: () => void
  readonly removeCard: (bSlot: number) => Promise<void>
  readonly unplug: () => Promise<void>
  /** What the person does on the keypad; rejects when `signal` aborts. */
  readonly keypad: (signal: AbortSignal) => Promise<KeypadEntry>
}

/**
 * A CCID reader's firmware: messages in, messages out (CCID 1.1), with the habits of its model. Written from
 * the standard without core/ccid, so that a shared misreading shows.
 */
export class CcidFirmware {
  readonly #model: ReaderModel
  readonly #port: FirmwarePort
  readonly #faults: FaultList
  #received: Uint8Array<ArrayBuffer> = new Uint8Array()
  #work: Promise<void> = Promise.resolve()
  readonly #slots: readonly FirmwareSlot[]
  /** A PIN entry that is waited for. */
  #entering: { readonly bSlot: number; readonly end: AbortController } | undefined

  constructor(model: ReaderModel, port: FirmwarePort, faults: FaultList) {
    this.#model = model
    this.#port = port
    this.#faults = faults
    this.#slots = Array.from(
      { length: model.slots ?? 1 },
      (_, bSlot) => new FirmwareSlot(model, () => port.slot(bSlot)),
    )
  }

  /** Whether the bulk-OUT endpoint takes the message that begins so. */
  takes(bytes: Uint8Array): boolean {
    if (this.#received.length > 0) return true
    return this.#faults.take(bytes[0] ?? 0, this.#instructionOf(bytes), true) === undefined
  }

  /** Bytes from the bulk-OUT endpoint. Messages are worked on one after the other. */
  receive(bytes: Uint8Array): void {
    const before = this.#received
    this.#received = concat(before, bytes)
    before.fill(0)
    while (this.#received.length >= headerLength) {
      const end = headerLength + this.#lengthIn(this.#received)
      if (this.#received.length < end) return
      const message = this.#received.slice(0, end)
      const rest = this.#received.slice(end)
      this.#received.fill(0)
      this.#received = rest
      this.#work = this.#work.then(() => this.#handle(message))
    }
  }

  /** USB reset: half a message is forgotten. */
  reset(): void {
    this.#received.fill(0)
    this.#received = new Uint8Array()
  }

  /** §6.3.1: two bits for each slot, present and changed. */
  slotChangeNotice(changedSlot: number): Uint8Array<ArrayBuffer> {
    const notice = new Uint8Array(1 + Math.ceil(this.#slots.length / 4))
    notice[0] = 0x50
    for (const bSlot of this.#slots.keys()) {
      const bits = (this.#port.slot(bSlot).card ? 1 : 0) | (bSlot === changedSlot ? 2 : 0)
      notice[1 + (bSlot >> 2)] = (notice[1 + (bSlot >> 2)] ?? 0) | (bits << (2 * (bSlot & 3)))
    }
    return notice
  }

  /** The card of this slot came or went: nobody goes on typing for a card that is gone. */
  slotChanged(bSlot: number): void {
    if (this.#entering?.bSlot === bSlot) this.#entering.end.abort()
  }

  /** §5.3.1, the request on the control pipe: what waits for a person stops waiting. */
  abort(bSlot: number): void {
    this.slotChanged(bSlot)
  }

  #lengthIn(message: Uint8Array): number {
    return new DataView(message.buffer, message.byteOffset).getUint32(1, !this.#model.bigEndianLength)
  }

  async #handle(message: Uint8Array): Promise<void> {
    const [type = 0, , , , , bSlot = 0, sequence = 0] = message
    const fault = this.#faults.take(type, this.#instructionOf(message))
    const reply: Reply = { bSlot, sequence }
    try {
      if (await this.#strikeBefore(fault, bSlot)) return
      let answer = this.#failureOf(fault, type) ?? (await this.#answer(message))
      // Pulled between its answer and ours: the reader has nothing to pass on.
      if (fault?.kind === 'remove-card' && fault.when === 'after') answer = failure(answer.type, slotErrors.iccMute)
      if (fault?.kind === 'block' && answer.data) answer = damaged(answer, fault.damage)
      if (await this.#strikeAfter(fault, answer.type, reply)) return
      this.#port.send(this.#spoil(fault, answer, reply))
    } finally {
      message.fill(0)
    }
  }

  #instructionOf(message: Uint8Array): number | undefined {
    const [type, , , , , bSlot = 0] = message
    if (type === toReader.Secure) return verifyInstruction
    return type === toReader.XfrBlock ? this.#slots[bSlot]?.instructionOf(message.subarray(headerLength)) : undefined
  }

  /** Answers that the reader gives without asking the card. */
  #failureOf(fault: ReaderFault | undefined, type: number): Answer | undefined {
    const kind = answerTypes.get(type) ?? toHost.SlotStatus
    if (fault?.kind === 'mute') return failure(toHost.DataBlock, slotErrors.iccMute)
    if (fault?.kind !== 'slot-error') return undefined
    return {
      ...failure(kind, fault.bError ?? 0),
      ...(fault.iccStatus === undefined ? {} : { status: fault.iccStatus }),
    }
  }

  /** The message as the fault lets it out: usually unharmed. */
  #spoil(fault: ReaderFault | undefined, answer: Answer, reply: Reply): Uint8Array<ArrayBuffer> {
    const other: Partial<Record<FaultKind, Reply>> = {
      'wrong-sequence': before(reply),
      'wrong-slot': { ...reply, bSlot: reply.bSlot + 1 },
    }
    const type = fault?.kind === 'wrong-type' ? toHost.Escape : answer.type
    const bytes = this.#encode({ ...answer, type }, (fault && other[fault.kind]) ?? reply)
    return (fault && spoilers[fault.kind]?.(bytes)) ?? bytes
  }

  /** Faults that keep the command from the card. True: nothing will be answered. */
  async #strikeBefore(fault: ReaderFault | undefined, bSlot: number): Promise<boolean> {
    if (fault?.kind === 'silent') return true
    if (fault?.kind === 'stall') this.#port.halt()
    if (fault?.kind === 'transfer-error') this.#port.breakTransfer()
    if (fault?.when !== 'after') await this.#removeOrUnplug(fault, bSlot)
    return fault?.kind === 'stall' || fault?.kind === 'transfer-error' || isUnplug(fault, 'before')
  }

  /** Faults between the card's answer and the reader's. True: nothing more will be answered. */
  async #strikeAfter(fault: ReaderFault | undefined, type: number, reply: Reply): Promise<boolean> {
    if (!fault) return false
    if (fault.when === 'after') await this.#removeOrUnplug(fault, reply.bSlot)
    if (fault.kind === 'late') await fault.until
    const send = (make: () => Uint8Array<ArrayBuffer>, times: number) => () => {
      for (let sent = 0; sent < times; sent++) this.#port.send(make())
    }
    const sendPacket = (length: number, times: number) => () => {
      for (let sent = 0; sent < times; sent++) this.#port.sendPacket(new Uint8Array(length))
    }
    const stale = () => this.#encode({ type: toHost.SlotStatus }, before(reply))
    const moreTime = () => this.#encode({ type, error: 1, extendsTime: true }, reply)
    const first: Partial<Record<FaultKind, () => void>> = {
      'zero-length-packet': sendPacket(0, 1),
      'only-empty': sendPacket(0, babbles),
      babble: sendPacket(longerThanAny, 1),
      'stale-answer': send(stale, 1),
      'only-stale': send(stale, babbles),
      'time-extension': send(moreTime, 2),
      'endless-time-extension': send(moreTime, endless),
    }
    first[fault.kind]?.()
    return silencing.has(fault.kind) || isUnplug(fault, 'after')
  }

  async #removeOrUnplug(fault: ReaderFault | undefined, bSlot: number): Promise<void> {
    if (fault?.kind === 'remove-card') await this.#port.removeCard(bSlot)
    if (fault?.kind === 'unplug') await this.#port.unplug()
  }

  #iccStatus(bSlot: number): 0 | 1 | 2 {
    return this.#slots[bSlot]?.iccStatus() ?? 2
  }

  #encode(answer: Answer, { bSlot, sequence }: Reply): Uint8Array<ArrayBuffer> {
    const { type, error = 0, failed = false, extendsTime = false, parameter = 0, data = [], status } = answer
    const commandStatus = (failed ? commandFailed : 0) | (extendsTime ? timeExtension : 0)
    const bStatus = (status ?? this.#iccStatus(bSlot)) | commandStatus
    const bytes = concat([type, 0, 0, 0, 0, bSlot, sequence, bStatus, error, parameter], data)
    new DataView(bytes.buffer).setUint32(1, data.length, !this.#model.bigEndianLength)
    return bytes
  }

  async #answer(message: Uint8Array): Promise<Answer> {
    const [type = 0, , , , , bSlot = 0] = message
    const kind = answerTypes.get(type) ?? toHost.SlotStatus
    if (message.length > this.#model.ccid.dwMaxCCIDMessageLength) return failure(kind, slotErrors.badLength)
    const slot = this.#slots[bSlot]
    if (!slot) return failure(kind, slotErrors.badSlot)
    switch (type) {
      case toReader.IccPowerOn:
        return slot.powerOn(message[7] ?? 0)
      case toReader.IccPowerOff:
        await slot.powerOff()
        return { type: kind }
      case toReader.GetSlotStatus:
      case toReader.Abort:
        return { type: kind }
      case toReader.GetParameters:
        return slot.parameters()
      case toReader.ResetParameters:
        return slot.resetParameters()
      case toReader.SetParameters:
        return slot.setParameters(message)
      case toReader.SetDataRateAndClockFrequency:
        return { type: kind, data: message.slice(headerLength) }
      case toReader.XfrBlock:
        return slot.transfer(message)
      case toReader.Secure:
        return this.#model.pinSupport
          ? this.#verify(slot, bSlot, message)
          : failure(kind, slotErrors.commandNotSupported)
      default:
        return failure(kind, slotErrors.commandNotSupported)
    }
  }

  /** §6.1.11 PIN verification: waits for the person, who may give up, type too little, or do nothing. */
  async #verify(slot: FirmwareSlot, bSlot: number, message: Uint8Array): Promise<Answer> {
    const request = parsePinEntryRequest(message.subarray(headerLength))
    if (typeof request === 'number') return failure(toHost.DataBlock, request)
    if (slot.iccStatus() !== 0) return failure(toHost.DataBlock, slotErrors.iccMute)
    const end = new AbortController()
    this.#entering = { bSlot, end }
    try {
      const entry = await this.#port.keypad(end.signal)
      if (entry === 'cancel') return failure(toHost.DataBlock, slotErrors.pinCancelled)
      if (entry === 'timeout') return failure(toHost.DataBlock, slotErrors.pinTimeout)
      // PC/SC part 10 §2.5.2: the reader's own word for a PIN of the wrong length.
      if (!request.takes(entry.digits)) return { type: toHost.DataBlock, data: [0x64, 0x03] }
      return await slot.verify(request, entry.digits)
    } catch (error) {
      if (!end.signal.aborted) throw error
      const gone = slot.iccStatus() === 2
      return failure(toHost.DataBlock, gone ? slotErrors.iccMute : slotErrors.commandAborted)
    } finally {
      this.#entering = undefined
    }
  }
}

function damaged(answer: Answer, damage: BlockDamage = 'edc'): Answer {
  const data = blockDamages[damage](Uint8Array.from(answer.data ?? []))
  return data ? { ...answer, data } : failure(answer.type, slotErrors.iccMute)
}

/** Whose answer the one before was. */
const before = ({ bSlot, sequence }: Reply): Reply => ({ bSlot, sequence: (sequence + 0xff) & 0xff })

/** What comes out of a message. */
const spoilers: Partial<Record<FaultKind, (message: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>>> = {
  truncated: (message) => message.subarray(0, Math.ceil(message.length / 2)),
  'short-header': (message) => message.subarray(0, 5),
  trailing: (message) => concat(message, [0xde, 0xad]),
  oversized: (message) => concat(message.subarray(0, 1), [0xff, 0xff, 0xff, 0xff], message.subarray(5)),
}

/** What the reader says instead of its answer. */
const silencing: ReadonlySet<FaultKind> = new Set(['only-empty', 'only-stale', 'endless-time-extension', 'babble'])

const isUnplug = (fault: ReaderFault | undefined, when: 'before' | 'after') =>
  fault?.kind === 'unplug' && (fault.when ?? 'before') === when
