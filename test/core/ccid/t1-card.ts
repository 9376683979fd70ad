import { concat } from '../../../core/bytes/concat.ts'
import type { EchoCard } from './echo-card.ts'

const lrc = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum ^ byte, 0)

/** What a test does to the block the card is about to send. Undefined: the card stays mute. */
export type Tamper = (block: Uint8Array, index: number) => Uint8Array | undefined

/** The card's side of T=1 (LRC), written from the standard and apart from the driver's. */
export class T1Card {
  readonly blocks: Uint8Array[] = []
  tamper: Tamper = (block) => block
  /** Blocks the card refuses as damaged before it takes one. */
  refuseNext = 0
  /** S(WTX request)s before the answer. */
  askForTime = 0
  /** S(IFS request) before the answer. */
  announceIfs: number | undefined
  readonly #card: EchoCard
  #ifsd = 32
  #ns = 0
  #nr = 0
  #command: Uint8Array = new Uint8Array()
  #response: Uint8Array | undefined
  #lastSent: Uint8Array = new Uint8Array()
  #sent = 0

  constructor(card: EchoCard) {
    this.#card = card
  }

  get ifsd(): number {
    return this.#ifsd
  }

  block(bytes: Uint8Array): Uint8Array | undefined {
    this.blocks.push(bytes.slice())
    const answer = this.#answer(bytes)
    this.#lastSent = answer
    return this.tamper(answer, this.#sent++)
  }

  #answer(bytes: Uint8Array): Uint8Array {
    const pcb = bytes[1] ?? 0
    const inf = bytes.subarray(3, -1)
    if (lrc(bytes) !== 0 || inf.length !== bytes[2]) return this.#make(0x81 | (this.#nr << 4), [])
    if (this.refuseNext > 0) {
      this.refuseNext--
      return this.#make(0x81 | (this.#nr << 4), [])
    }
    if (pcb === 0xc0) {
      this.#ifsd = 32
      this.#ns = this.#nr = 0
      this.#command = new Uint8Array()
      this.#response = undefined
      return this.#make(0xe0, [])
    }
    if (pcb === 0xc1) {
      this.#ifsd = inf[0] ?? 32
      return this.#make(0xe1, inf)
    }
    if (pcb === 0xe3 || pcb === 0xe1) return this.#go()
    if ((pcb & 0xc0) === 0x80) {
      const wantsNext = ((pcb >> 4) & 1) !== this.#ns
      if (!wantsNext || this.#response === undefined) return this.#repeat(pcb)
      this.#ns ^= 1
      this.#response = this.#response.subarray(this.#ifsd)
      return this.#part()
    }
    if (pcb >> 6 !== this.#nr) return this.#make(0x82 | (this.#nr << 4), [])
    this.#nr ^= 1
    this.#command = concat(this.#command, inf)
    if (pcb & 0x20) return this.#make(0x80 | (this.#nr << 4), [])
    if (this.#response !== undefined) this.#ns ^= 1
    this.#response = undefined
    return this.#go()
  }

  /** What the reader did not get comes again; an R-block about nothing sent asks for the reader's own. */
  #repeat(pcb: number): Uint8Array {
    return (pcb & 0x0f) !== 0 && this.#lastSent.length > 0 && this.#response !== undefined
      ? this.#lastSent
      : this.#make(0x80 | (this.#nr << 4), [])
  }

  #go(): Uint8Array {
    if (this.askForTime > 0) {
      this.askForTime--
      return this.#make(0xc3, [2])
    }
    if (this.announceIfs !== undefined) {
      const inf = [this.announceIfs]
      this.announceIfs = undefined
      return this.#make(0xc1, inf)
    }
    this.#response = this.#card.apdu(this.#command)
    this.#command = new Uint8Array()
    return this.#part()
  }

  #part(): Uint8Array {
    const response = this.#response ?? new Uint8Array()
    const more = response.length > this.#ifsd ? 0x20 : 0
    return this.#make((this.#ns << 6) | more, response.subarray(0, this.#ifsd))
  }

  #make(pcb: number, inf: Uint8Array | readonly number[]): Uint8Array {
    const body = concat([0, pcb, inf.length], inf)
    return concat(body, [lrc(body)])
  }
}
