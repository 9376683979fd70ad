import { concat } from '../../core/bytes/concat.ts'
import type { CardTransmit } from './t0-card.ts'

/** ISO 7816-3 §11.3.2.2 and §11.6: the protocol control bytes. */
const sBlock = {
  resynchRequest: 0xc0,
  ifsRequest: 0xc1,
  abortRequest: 0xc2,
  wtxRequest: 0xc3,
  responseBit: 0x20,
} as const
const moreBit = 0x20
const errorCheck = 1
const errorOther = 2

/** Until the reader says more, a card sends at most this much in a block (§11.4.2). */
const ifsdAtStart = 32
/** Signing takes longer than the block waiting time, so the card asks for more first (§11.4.3). */
const slowInstruction = 0x2a

/** The card's side of T=1, block in and block out. Starts anew with every reset of the card. */
export class T1Card {
  readonly #transmit: CardTransmit
  /** N(S) expected next, and to be sent next. */
  #expected = 0
  #own = 0
  #ifsd = ifsdAtStart
  #command: Uint8Array = new Uint8Array()
  /** The rest of the answer after the block sent last; undefined while the reader speaks. */
  #response: Uint8Array | undefined
  #lastSent: Uint8Array<ArrayBuffer> | undefined
  #waitingForTime = false

  constructor(transmit: CardTransmit) {
    this.#transmit = transmit
  }

  /** Undefined: the card says nothing, which a reader reports as mute. */
  async exchange(block: Uint8Array): Promise<Uint8Array<ArrayBuffer> | undefined> {
    // Protocol selection (§9): agreed by echo.
    if (block[0] === 0xff && this.#lastSent === undefined) return Uint8Array.from(block)
    const answer = await this.#answer(block)
    if (answer) this.#lastSent = answer
    return answer
  }

  async #answer(block: Uint8Array): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const [nad, pcb = 0, length = 0] = block
    if (nad !== 0 || block.length !== length + 4 || block.reduce((sum, byte) => sum ^ byte, 0) !== 0)
      return this.#receiveReady(errorCheck)
    const information = block.subarray(3, -1)
    if ((pcb & 0x80) === 0) return this.#information(pcb, information)
    return (pcb & 0x40) === 0 ? this.#receivedReady(pcb) : this.#supervisory(pcb, information)
  }

  #information(pcb: number, information: Uint8Array) {
    if (((pcb >> 6) & 1) !== this.#expected) return this.#receiveReady(errorOther)
    this.#expected ^= 1
    this.#response = undefined
    const before = this.#command
    this.#command = concat(before, information)
    before.fill(0)
    if ((pcb & moreBit) !== 0) return this.#receiveReady(0)
    if (this.#command[1] === slowInstruction) {
      this.#waitingForTime = true
      return makeBlock(sBlock.wtxRequest, [1])
    }
    return this.#execute()
  }

  async #execute() {
    const command = this.#command
    this.#command = new Uint8Array()
    this.#response = await this.#transmit(command)
    command.fill(0)
    return this.#sendNext()
  }

  #sendNext(): Uint8Array<ArrayBuffer> {
    const response = this.#response ?? new Uint8Array()
    const part = response.subarray(0, this.#ifsd)
    this.#response = response.subarray(part.length)
    const pcb = (this.#own << 6) | (this.#response.length > 0 ? moreBit : 0)
    this.#own ^= 1
    return makeBlock(pcb, part)
  }

  /** R-block: the reader wants the next part of our chain, or the last block again. */
  #receivedReady(pcb: number): Uint8Array<ArrayBuffer> | undefined {
    const wantsNext = ((pcb >> 4) & 1) === this.#own
    if (wantsNext && this.#response && this.#response.length > 0) return this.#sendNext()
    return this.#lastSent ?? this.#receiveReady(errorOther)
  }

  #supervisory(pcb: number, information: Uint8Array) {
    switch (pcb) {
      case sBlock.resynchRequest:
        this.#expected = 0
        this.#own = 0
        this.#ifsd = ifsdAtStart
        this.#command = new Uint8Array()
        this.#response = undefined
        break
      case sBlock.ifsRequest:
        this.#ifsd = information[0] ?? ifsdAtStart
        break
      case sBlock.abortRequest:
        this.#command = new Uint8Array()
        this.#response = undefined
        break
      case sBlock.wtxRequest | sBlock.responseBit:
        if (!this.#waitingForTime) return this.#receiveReady(errorOther)
        this.#waitingForTime = false
        return this.#execute()
      default:
        return this.#receiveReady(errorOther)
    }
    return makeBlock(pcb | sBlock.responseBit, information)
  }

  #receiveReady(error: number): Uint8Array<ArrayBuffer> {
    return makeBlock(0x80 | (this.#expected << 4) | error, [])
  }
}

/** §11.3.1: node address 0, control byte, length, information, XOR of all. */
function makeBlock(pcb: number, information: Uint8Array | readonly number[]): Uint8Array<ArrayBuffer> {
  const block = concat([0, pcb, information.length], information, [0])
  block[block.length - 1] = block.reduce((sum, byte) => sum ^ byte, 0)
  return block
}
