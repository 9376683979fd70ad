import { concat } from '../../core/bytes/concat.ts'
import type { T0Card } from './t0-card.ts'
import type { T1Card } from './t1-card.ts'

/** Instructions that answer with data and take none: their header is acknowledged by the data. */
const outgoing: ReadonlySet<number> = new Set([0xb0, 0xc0])
/** ISO 7816-3 §10.3.3: the card wants a little more time. */
const NULL = 0x60
const ppss = 0xff

/**
 * The contacts of a card, for a reader at character level (CCID 1.1 §3.2.1): characters in, and as many out as the
 * reader is told to wait for.
 */
export class CharacterLine {
  readonly #t0: T0Card
  readonly #t1: T1Card
  #heard: Uint8Array<ArrayBuffer> = new Uint8Array()
  #said: Uint8Array = new Uint8Array()

  constructor(t0: T0Card, t1: T1Card) {
    this.#t0 = t0
    this.#t1 = t1
  }

  /** Undefined: the card says nothing of what is waited for. */
  async exchange(sent: Uint8Array, wanted: number, protocol: 0 | 1): Promise<Uint8Array | undefined> {
    if (sent.length > 0) {
      const before = this.#heard
      this.#heard = concat(before, sent)
      before.fill(0)
      await (protocol === 1 || this.#heard[0] === ppss ? this.#block() : this.#tpdu())
    }
    if (this.#said.length === 0) return undefined
    const given = this.#said.subarray(0, wanted)
    this.#said = this.#said.subarray(given.length)
    return given
  }

  #forget(): void {
    this.#heard.fill(0)
    this.#heard = new Uint8Array()
  }

  async #tpdu(): Promise<void> {
    const [, ins = 0, , , p3 = 0] = this.#heard
    if (this.#heard.length < 5) return
    const takesData = p3 > 0 && !outgoing.has(ins)
    if (takesData && this.#heard.length === 5) {
      this.#say([NULL, ins])
      return
    }
    if (takesData && this.#heard.length < 5 + p3) return
    const answer = await this.#t0.exchange(this.#heard)
    this.#forget()
    if (answer) this.#say(answer.length > 2 ? concat([ins], answer) : answer)
  }

  /** A T=1 block, or a PPS request, which is as long as its second byte says. */
  async #block(): Promise<void> {
    const [first, second = 0, third = 0] = this.#heard
    const isPps = first === ppss
    const options = [0x10, 0x20, 0x40].filter((bit) => (second & bit) !== 0).length
    const length = isPps ? 3 + options : 4 + third
    if (this.#heard.length < Math.max(3, length)) return
    const answer = await this.#t1.exchange(this.#heard)
    this.#forget()
    if (answer) this.#say(answer)
  }

  #say(characters: Uint8Array | readonly number[]): void {
    this.#said = concat(this.#said, characters)
  }
}
