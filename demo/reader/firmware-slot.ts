import { concat } from '../../core/bytes/concat.ts'
import type { VirtualCard } from '../cards/virtual-card.ts'
import { type Answer, failure, headerLength, slotErrors, toHost } from './ccid-messages.ts'
import { CharacterLine } from './character-line.ts'
import { firstProtocol } from './first-protocol.ts'
import type { PinEntryRequest } from './pin-entry-request.ts'
import type { ReaderModel } from './reader-models.ts'
import { T0Card, transmitOverT0 } from './t0-card.ts'
import { T1Card } from './t1-card.ts'

/** What is in a slot of the reader. */
export interface Slot {
  readonly card: VirtualCard | undefined
  /** The card is in the wrong way round, or broken: it has power and says nothing. */
  readonly mute: boolean
}

/** ISO 7816-3 §9.2: no command has this class, and no block this address. */
const ppss = 0xff

/** A card that has power, and its side of both protocols. */
interface Link {
  readonly card: VirtualCard
  readonly t0: T0Card
  readonly t1: T1Card
  readonly line: CharacterLine
}

/** One slot of a reader's firmware: power, protocol and exchange with the card in it. */
export class FirmwareSlot {
  readonly #model: ReaderModel
  readonly #slot: () => Slot
  /** Protocol of the parameters, which without automatic configuration is T=0 after every power-on (§6.1.5). */
  #protocol: 0 | 1 = 0
  #link: Link | undefined
  /** Parts of an extended APDU that came so far, and of a response that goes on. */
  #commandParts: Uint8Array<ArrayBuffer> = new Uint8Array()
  #responseRest: Uint8Array = new Uint8Array()
  #instruction: number | undefined

  constructor(model: ReaderModel, slot: () => Slot) {
    this.#model = model
    this.#slot = slot
  }

  iccStatus(): 0 | 1 | 2 {
    const { card } = this.#slot()
    if (!card) return 2
    return card.powered ? 0 : 1
  }

  /**
   * The instruction of the command that a transfer is about: in T=1, R- and S-blocks are about
   * the last command, and so is a message that only waits for characters. */
  instructionOf(data: Uint8Array): number | undefined {
    const inBlock = this.#model.level !== 'short-apdu' && this.#model.level !== 'extended-apdu' && this.#protocol === 1
    const isFirst = data.length > 0 && (!inBlock || ((data[1] ?? 0) & 0x80) === 0)
    if (!isFirst) return this.#instruction
    this.#instruction = data[inBlock ? 4 : 1]
    return this.#instruction
  }

  resetParameters(): Answer {
    this.#protocol = 0
    return this.parameters()
  }

  async powerOn(powerSelect: number): Promise<Answer> {
    const { card, mute } = this.#slot()
    if (!this.#model.powerSelect.includes(powerSelect)) return failure(toHost.DataBlock, slotErrors.badByte7)
    if (!card || mute) return failure(toHost.DataBlock, slotErrors.iccMute)
    const answerToReset = await card.reset()
    this.#connect(card)
    return { type: toHost.DataBlock, data: concat(this.#model.answerPrefix, answerToReset) }
  }

  async powerOff(): Promise<void> {
    this.#link = undefined
    await this.#slot().card?.powerOff()
  }

  /** Starts the card's protocols anew, as after a reset. */
  #connect(card: VirtualCard) {
    const automatic = (this.#model.ccid.dwFeatures & 0x02) !== 0
    this.#protocol = automatic ? firstProtocol(card.answerToReset) : 0
    const transmit: VirtualCard['transmit'] = (command, options) => card.transmit(command, options)
    const [t0, t1] = [new T0Card(transmit), new T1Card(transmit)]
    this.#link = { card, t0, t1, line: new CharacterLine(t0, t1) }
    this.#commandParts = new Uint8Array()
    this.#responseRest = new Uint8Array()
    return this.#link
  }

  parameters(): Answer {
    const t0 = [0x11, 0x00, 0x00, 0x0a, 0x00]
    const t1 = [0x11, 0x10, 0x00, 0x45, 0x00, 0xfe, 0x00]
    if (this.iccStatus() !== 0) return failure(toHost.Parameters, slotErrors.iccMute)
    return { type: toHost.Parameters, parameter: this.#protocol, data: this.#protocol === 1 ? t1 : t0 }
  }

  setParameters(message: Uint8Array): Answer {
    const protocol = message[7]
    const { card } = this.#slot()
    if (!card?.powered) return failure(toHost.Parameters, slotErrors.iccMute)
    if (protocol !== firstProtocol(card.answerToReset)) return failure(toHost.Parameters, slotErrors.badByte7)
    if (message.length - headerLength !== (protocol === 1 ? 7 : 5))
      return failure(toHost.Parameters, slotErrors.badLength)
    this.#protocol = protocol
    return this.parameters()
  }

  async transfer(message: Uint8Array): Promise<Answer> {
    const { card, mute } = this.#slot()
    if (!card?.powered || mute) return failure(toHost.DataBlock, slotErrors.iccMute)
    const link = this.#link?.card === card ? this.#link : this.#connect(card)
    const data = message.subarray(headerLength)
    if (this.#model.level === 'extended-apdu') return this.#transferExtended(link, message[8] ?? 0, data)
    if (this.#model.level === 'character') {
      const wanted = (message[8] ?? 0) | ((message[9] ?? 0) << 8)
      return this.#dataBlock(card, await this.#characters(link, data, wanted))
    }
    const response = this.#model.level === 'tpdu' ? await this.#tpdu(link, data) : await this.#apdu(link, data)
    return this.#dataBlock(card, response)
  }

  async #characters(link: Link, data: Uint8Array, wanted: number): Promise<Uint8Array | undefined> {
    const isCommand = data.length > 0 && data[0] !== ppss
    if (isCommand && this.#protocol !== firstProtocol(link.card.answerToReset)) return undefined
    return link.line.exchange(data, wanted, this.#protocol)
  }

  /** §6.1.11: the command with the PIN that was entered, by whatever protocol the card speaks. */
  async verify(entry: PinEntryRequest, digits: string): Promise<Answer> {
    const { card } = this.#slot()
    const link = this.#link
    if (!card?.powered || link?.card !== card) return failure(toHost.DataBlock, slotErrors.iccMute)
    const command = entry.commandWith(digits)
    try {
      if (this.#model.level !== 'tpdu') return this.#dataBlock(card, await this.#apdu(link, command))
      if (this.#protocol === 0) return this.#dataBlock(card, await this.#tpdu(link, command))
      const block = concat(entry.prologue, command, [0])
      block[block.length - 1] = block.reduce((sum, byte) => sum ^ byte, 0)
      const answer = await this.#tpdu(link, block)
      block.fill(0)
      return this.#dataBlock(card, answer)
    } finally {
      command.fill(0)
    }
  }

  #dataBlock(card: VirtualCard, response: Uint8Array | undefined, parameter = 0): Answer {
    // The card may have been pulled while it worked.
    if (!response || !card.powered || this.#slot().card !== card) return failure(toHost.DataBlock, slotErrors.iccMute)
    return { type: toHost.DataBlock, data: response, parameter }
  }

  async #tpdu(link: Link, data: Uint8Array): Promise<Uint8Array | undefined> {
    // Protocol selection comes before the parameters that follow from it.
    if (data[0] === ppss) return link.t1.exchange(data)
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
