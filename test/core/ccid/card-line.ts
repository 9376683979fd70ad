import { concat } from '../../../core/bytes/concat.ts'
import type { EchoCard } from './echo-card.ts'
import type { T1Card } from './t1-card.ts'

/** What the card says once these characters have all come; undefined while it waits for more. */
export type Listen = (heard: Uint8Array) => Uint8Array | undefined

/** The contacts of a card behind a reader at character level: characters in, and as many out as are asked for. */
export class CardLine {
  readonly #listen: Listen
  #heard: Uint8Array = new Uint8Array()
  #said: Uint8Array = new Uint8Array()

  constructor(listen: Listen) {
    this.#listen = listen
  }

  exchange(sent: Uint8Array, wanted: number): Uint8Array {
    this.#heard = concat(this.#heard, sent)
    const said = sent.length > 0 ? this.#listen(this.#heard) : undefined
    if (said) this.#said = concat(this.#said, said)
    if (said && this.#isWhole) this.#heard = new Uint8Array()
    const given = this.#said.subarray(0, wanted)
    this.#said = this.#said.subarray(given.length)
    return given
  }

  /** A procedure byte alone asks for more of the same command. */
  get #isWhole(): boolean {
    return this.#said.length !== 2 || this.#said[0] !== NULL
  }
}

const NULL = 0x60

/** T=0: a header is acknowledged (after one NULL) when data is to follow it, and data to be had stands after INS. */
export function t0Line(card: EchoCard): Listen {
  return (heard) => {
    const [, ins = 0, , , p3 = 0] = heard
    const sendsData = ins === 0x14 && p3 > 0
    if (sendsData && heard.length === 5) return Uint8Array.of(NULL, ins)
    if (heard.length < 5 || (sendsData && heard.length < 5 + p3)) return undefined
    const answer = card.tpdu(heard)
    return answer.length > 2 ? concat([ins], answer) : answer
  }
}

export function t1Line(card: T1Card): Listen {
  return (heard) => (heard.length >= 4 && heard.length >= 4 + (heard[2] ?? 0) ? card.block(heard) : undefined)
}
