import { concat } from '../../core/bytes/concat.ts'
import type { VirtualCard } from '../cards/virtual-card.ts'
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
import { firstProtocol } from './first-protocol.ts'
import type { FaultList, ReaderFault } from './reader-faults.ts'
import type { ReaderModel } from './reader-models.ts'
import { T0Card, transmitOverT0 } from './t0-card.ts'
import { T1Card } from './t1-card.ts'

/** What is in the reader's slot. */
export interface Slot {
  readonly card: VirtualCard | undefined
  /** The card is in the wrong way round, or broken: it has power and says nothing. */
  readonly mute: boolean
}

/** What the firmware can do to the world outside its chip. */
export interface FirmwarePort {
  readonly slot: () => Slot
  readonly send: (message: Uint8Array) => void
  readonly sendEmptyPacket: () => void
  readonly halt: () => void
  readonly breakTransfer: () => void
  readonly removeCard: () => Promise<void>
  readonly unplug: () => Promise<void>
}

/** A card that has power, and its side of both protocols. */
interface Link {
  readonly card: VirtualCard
  readonly t0: T0Card
  readonly t1: T1Card
}

/**
 * A one-slot CCID reader's firmware: messages in, messages out (CCID 1.1), with the habits of its model. Written from
 * the standard without core/ccid, so that a shared misreading shows.
 */
export class CcidFirmware {
  readonly #model: ReaderModel
  readonly #port: FirmwarePort
  readonly #faults: FaultList
  #received: Uint8Array<ArrayBuffer> = new Uint8Array()
  #work: Promise<void> = Promise.resolve()
  /** Protocol of the parameters, which without automatic configuration is T=0 after every power-on (§6.1.5). */
  #protocol: 0 | 1 = 0
  #link: Link | undefined
  /** Parts of an extended APDU that came so far, and of a response that goes on. */
  #commandParts: Uint8Array<ArrayBuffer> = new Uint8Array()
  #responseRest: Uint8Array = new Uint8Array()

  constructor(model: ReaderModel, port: FirmwarePort, faults: FaultList) {
    this.#model = model
    this.#port = port
    this.#faults = faults
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

  /** §6.3.1: one slot, changed. */
  slotChangeNotice(): Uint8Array<ArrayBuffer> {
    return Uint8Array.of(0x50, this.#port.slot().card ? 0x03 : 0x02)
  }

  #lengthIn(message: Uint8Array): number {
    return new DataView(message.buffer, message.byteOffset).getUint32(1, !this.#model.bigEndianLength)
  }

  async #handle(message: Uint8Array): Promise<void> {
    const sequence = message[6] ?? 0
    const fault = this.#faults.take(message[0] ?? 0, this.#instructionOf(message))
    try {
      if (await this.#strikeBefore(fault)) return
      let answer = fault?.kind === 'mute' ? failure(toHost.DataBlock, slotErrors.iccMute) : await this.#answer(message)
      // Pulled between its answer and ours: the reader has nothing to pass on.
      if (fault?.kind === 'remove-card' && fault.when === 'after') answer = failure(answer.type, slotErrors.iccMute)
      if (await this.#strikeAfter(fault, answer.type, sequence)) return
      const bytes = this.#encode(answer, fault?.kind === 'wrong-sequence' ? (sequence + 0xff) & 0xff : sequence)
      this.#port.send(fault?.kind === 'truncated' ? bytes.subarray(0, Math.ceil(bytes.length / 2)) : bytes)
    } finally {
      message.fill(0)
    }
  }

  /** Faults that keep the command from the card. True: nothing will be answered. */
  async #strikeBefore(fault: ReaderFault | undefined): Promise<boolean> {
    if (fault?.kind === 'silent') return true
    if (fault?.kind === 'stall') this.#port.halt()
    if (fault?.kind === 'transfer-error') this.#port.breakTransfer()
    if (fault?.when !== 'after') await this.#removeOrUnplug(fault)
    return fault?.kind === 'stall' || fault?.kind === 'transfer-error' || isUnplug(fault, 'before')
  }

  /** Faults between the card's answer and the reader's. */
  async #strikeAfter(fault: ReaderFault | undefined, type: number, sequence: number): Promise<boolean> {
    if (fault?.when === 'after') await this.#removeOrUnplug(fault)
    if (fault?.kind === 'late') await fault.until
    if (fault?.kind === 'zero-length-packet') this.#port.sendEmptyPacket()
    if (fault?.kind === 'stale-answer')
      this.#port.send(this.#encode({ type: toHost.SlotStatus }, (sequence + 0xff) & 0xff))
    if (fault?.kind === 'time-extension') {
      for (let times = 0; times < 2; times++) {
        const request = this.#encode({ type, error: 1 }, sequence)
        request[7] = timeExtension | this.#iccStatus()
        this.#port.send(request)
      }
    }
    return isUnplug(fault, 'after')
  }

  async #removeOrUnplug(fault: ReaderFault | undefined): Promise<void> {
    if (fault?.kind === 'remove-card') await this.#port.removeCard()
    if (fault?.kind === 'unplug') await this.#port.unplug()
  }

  #instructionOf(message: Uint8Array): number | undefined {
    if (message[0] !== toReader.XfrBlock) return undefined
    const inBlock = this.#model.level === 'tpdu' && this.#protocol === 1
    return message[headerLength + (inBlock ? 4 : 1)]
  }

  #iccStatus(): 0 | 1 | 2 {
    const { card } = this.#port.slot()
    if (!card) return 2
    return card.powered ? 0 : 1
  }

  #encode({ type, error = 0, failed = false, parameter = 0, data = [] }: Answer, sequence: number) {
    const status = this.#iccStatus() | (failed ? commandFailed : 0)
    const bytes = concat([type, 0, 0, 0, 0, 0, sequence, status, error, parameter], data)
    new DataView(bytes.buffer).setUint32(1, data.length, !this.#model.bigEndianLength)
    return bytes
  }

  async #answer(message: Uint8Array): Promise<Answer> {
    const [type = 0, , , , , slot] = message
    const kind = answerTypes.get(type) ?? toHost.SlotStatus
    if (message.length > this.#model.ccid.dwMaxCCIDMessageLength) return failure(kind, slotErrors.badLength)
    if (slot !== 0) return failure(kind, slotErrors.badSlot)
    switch (type) {
      case toReader.IccPowerOn:
        return this.#powerOn(message[7] ?? 0)
      case toReader.IccPowerOff:
        await this.#powerOff()
        return { type: kind }
      case toReader.GetSlotStatus:
      case toReader.Abort:
        return { type: kind }
      case toReader.GetParameters:
        return this.#parameters()
      case toReader.ResetParameters:
        this.#protocol = 0
        return this.#parameters()
      case toReader.SetParameters:
        return this.#setParameters(message)
      case toReader.XfrBlock:
        return this.#transfer(message)
      default:
        return failure(kind, slotErrors.commandNotSupported)
    }
  }

  async #powerOn(powerSelect: number): Promise<Answer> {
    const { card, mute } = this.#port.slot()
    if (!this.#model.powerSelect.includes(powerSelect)) return failure(toHost.DataBlock, slotErrors.badByte7)
    if (!card || mute) return failure(toHost.DataBlock, slotErrors.iccMute)
    const answerToReset = await card.reset()
    this.#connect(card)
    return { type: toHost.DataBlock, data: concat(this.#model.answerPrefix, answerToReset) }
  }

  async #powerOff(): Promise<void> {
    this.#link = undefined
    await this.#port.slot().card?.powerOff()
  }

  /** Starts the card's protocols anew, as after a reset. */
  #connect(card: VirtualCard) {
    const automatic = (this.#model.ccid.dwFeatures & 0x02) !== 0
    this.#protocol = automatic ? firstProtocol(card.answerToReset) : 0
    const transmit: VirtualCard['transmit'] = (command, options) => card.transmit(command, options)
    this.#link = { card, t0: new T0Card(transmit), t1: new T1Card(transmit) }
    this.#commandParts = new Uint8Array()
    this.#responseRest = new Uint8Array()
    return this.#link
  }

  #parameters(): Answer {
    const t0 = [0x11, 0x00, 0x00, 0x0a, 0x00]
    const t1 = [0x11, 0x10, 0x00, 0x45, 0x00, 0xfe, 0x00]
    if (this.#iccStatus() !== 0) return failure(toHost.Parameters, slotErrors.iccMute)
    return { type: toHost.Parameters, parameter: this.#protocol, data: this.#protocol === 1 ? t1 : t0 }
  }

  #setParameters(message: Uint8Array): Answer {
    const protocol = message[7]
    const { card } = this.#port.slot()
    if (!card?.powered) return failure(toHost.Parameters, slotErrors.iccMute)
    if (protocol !== firstProtocol(card.answerToReset)) return failure(toHost.Parameters, slotErrors.badByte7)
    if (message.length - headerLength !== (protocol === 1 ? 7 : 5))
      return failure(toHost.Parameters, slotErrors.badLength)
    this.#protocol = protocol
    return this.#parameters()
  }

  async #transfer(message: Uint8Array): Promise<Answer> {
    const { card, mute } = this.#port.slot()
    if (!card?.powered || mute) return failure(toHost.DataBlock, slotErrors.iccMute)
    const link = this.#link?.card === card ? this.#link : this.#connect(card)
    const data = message.subarray(headerLength)
    if (this.#model.level === 'extended-apdu') return this.#transferExtended(link, message[8] ?? 0, data)
    const response = this.#model.level === 'tpdu' ? await this.#tpdu(link, data) : await this.#apdu(link, data)
    return this.#dataBlock(card, response)
  }

  #dataBlock(card: VirtualCard, response: Uint8Array | undefined, parameter = 0): Answer {
    // The card may have been pulled while it worked.
    if (!response || !card.powered || this.#port.slot().card !== card)
      return failure(toHost.DataBlock, slotErrors.iccMute)
    return { type: toHost.DataBlock, data: response, parameter }
  }

  async #tpdu(link: Link, data: Uint8Array): Promise<Uint8Array | undefined> {
    // With the parameters of the other protocol the contacts carry noise.
    if (this.#protocol !== firstProtocol(link.card.answerToReset)) return undefined
    return this.#protocol === 1 ? link.t1.exchange(data) : link.t0.exchange(data)
  }

  async #apdu(link: Link, data: Uint8Array): Promise<Uint8Array | undefined> {
    const extended = data.length > 5 && data[4] === 0
    if (extended && this.#model.level !== 'extended-apdu') return undefined
    if (firstProtocol(link.card.answerToReset) === 1) return link.card.transmit(data)
    return extended ? undefined : transmitOverT0(link.t0, data)
  }

  /** §6.1.4: wLevelParameter 0 whole, 1 begins, 3 goes on, 2 ends, 0x10 asks for more of the response. */
  async #transferExtended(link: Link, levelParameter: number, data: Uint8Array): Promise<Answer> {
    if (levelParameter === 0x10) return this.#nextPart(link.card, false)
    if (levelParameter > 3) return failure(toHost.DataBlock, slotErrors.badLevelParameter)
    const begins = levelParameter === 0 || levelParameter === 1
    const command = concat(begins ? [] : this.#commandParts, data)
    this.#commandParts.fill(0)
    this.#commandParts = command
    if (levelParameter === 1 || levelParameter === 3) return { type: toHost.DataBlock, parameter: 0x10 }
    const response = await this.#apdu(link, command)
    command.fill(0)
    if (!response) return this.#dataBlock(link.card, undefined)
    this.#responseRest = response
    return this.#nextPart(link.card, true)
  }

  /** §6.2.1 bChainParameter: 0 whole, 1 begins, 3 goes on, 2 ends. */
  #nextPart(card: VirtualCard, begins: boolean): Answer {
    const room = this.#model.ccid.dwMaxCCIDMessageLength - headerLength
    const part = this.#responseRest.subarray(0, room)
    this.#responseRest = this.#responseRest.subarray(part.length)
    const more = this.#responseRest.length > 0
    const ending = more ? 3 : 2
    const beginning = more ? 1 : 0
    return this.#dataBlock(card, part, begins ? beginning : ending)
  }
}

const isUnplug = (fault: ReaderFault | undefined, when: 'before' | 'after') =>
  fault?.kind === 'unplug' && (fault.when ?? 'before') === when
