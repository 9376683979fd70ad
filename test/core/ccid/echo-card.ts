import { concat } from '../../../core/bytes/concat.ts'

/** T=1 offered, with an IFSC of 32 so that chaining is soon needed; `3B 02 …` offers T=0. */
export const atrs = {
  t0: Uint8Array.of(0x3b, 0x02, 0x45, 0x43),
  t1: Uint8Array.of(0x3b, 0x82, 0x81, 0x11, 0x20, 0x45, 0x43, 0x34),
} as const

export const setFlag = Uint8Array.of(0x80, 0x10, 0, 0)
export const readFlag = Uint8Array.of(0x80, 0x12, 0, 0, 1)

/** Echo with `data`, wanting it back. */
export const echo = (data: Uint8Array | readonly number[]): Uint8Array =>
  data.length < 256
    ? concat([0x80, 0x14, 0, 0, data.length], data, [0])
    : concat([0x80, 0x14, 0, 0, 0, data.length >> 8, data.length & 0xff], data, [0, 0])

const ok = [0x90, 0x00]

/** A card that gives its data back, and keeps one flag for as long as it has power. */
export class EchoCard {
  readonly answerToReset: Uint8Array
  /** Command APDUs (or T=0 TPDUs) in the order they came. */
  readonly received: Uint8Array[] = []
  resets = 0
  #flag = 0
  #left: Uint8Array = new Uint8Array()

  constructor(answerToReset: Uint8Array) {
    this.answerToReset = answerToReset
  }

  reset(): void {
    this.resets++
    this.#flag = 0
  }

  /** A whole APDU. */
  apdu(command: Uint8Array): Uint8Array {
    this.received.push(command.slice())
    const [, ins, , , p3] = command
    if (ins === 0x10) this.#flag = 1
    if (ins === 0x12) return Uint8Array.of(this.#flag, ...ok)
    if (ins !== 0x14) return Uint8Array.from(ok)
    const isExtended = p3 === 0 && command.length > 5
    const start = isExtended ? 7 : 5
    const length = isExtended ? ((command[5] ?? 0) << 8) | (command[6] ?? 0) : (p3 ?? 0)
    return concat(command.subarray(start, start + length), ok)
  }

  /** A T=0 TPDU: data goes one way, and what is to come back waits for GET RESPONSE. */
  tpdu(command: Uint8Array): Uint8Array {
    if (command[1] === 0xc0) {
      this.received.push(command.slice())
      return concat(this.#left, ok)
    }
    const response = this.apdu(command)
    if (command[1] !== 0x14) return response
    this.#left = response.slice(0, -2)
    return Uint8Array.of(0x61, this.#left.length & 0xff)
  }
}
