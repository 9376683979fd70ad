import { concat } from '../../core/bytes/concat.ts'

/** Sends one command APDU to the card itself. */
export type CardTransmit = (command: Uint8Array, options?: { exact?: boolean }) => Promise<Uint8Array<ArrayBuffer>>

/** Instructions that answer with data and take none: P3 is the length wanted (ISO 7816-3 §10.3). */
const outgoing: ReadonlySet<number> = new Set([0xb0, 0xc0])

/**
 * The card's side of T=0, one TPDU at a time: five bytes of header, then the data of a command that has some. Status
 * and data come without procedure bytes, which are the reader's business.
 */
export class T0Card {
  readonly #transmit: CardTransmit

  constructor(transmit: CardTransmit) {
    this.#transmit = transmit
  }

  async exchange(tpdu: Uint8Array): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const [cla, ins = 0, , , p3 = 0] = tpdu
    // Protocol selection (ISO 7816-3 §9) before anything else is said: agreed by echo.
    if (cla === 0xff) return Uint8Array.from(tpdu)
    if (tpdu.length < 4) return undefined
    const header = tpdu.subarray(0, 4)
    const data = tpdu.subarray(5)
    if (data.length > 0) return data.length === p3 ? this.#transmit(tpdu) : undefined
    if (outgoing.has(ins)) return this.#transmit(concat(header, [p3]), { exact: true })
    // P3 = 0 with an instruction that takes data: there is none. Anything else and the card waits for bytes in vain.
    return p3 === 0 ? this.#transmit(header) : undefined
  }
}

const shortMaximum = 256

/** What a reader at APDU level makes of a short APDU for a T=0 card (ISO 7816-3 §12.2). Undefined: the card was mute. */
export async function transmitOverT0(card: T0Card, apdu: Uint8Array): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const header = apdu.subarray(0, 4)
  if (apdu.length === 4) return card.exchange(concat(header, [0]))
  if (apdu.length === 5) return outgoingTransfer(card, header, apdu[4] ?? 0)
  const lc = apdu[4] ?? 0
  const tpdu = apdu.subarray(0, 5 + lc)
  let response = await card.exchange(tpdu)
  if (apdu.length === 5 + lc) return response

  const wanted = apdu[5 + lc] || shortMaximum
  const parts: Uint8Array[] = []
  let total = 0
  while (response?.at(-2) === 0x61 && total < wanted) {
    const le = Math.min(response.at(-1) || shortMaximum, wanted - total)
    response = await outgoingTransfer(card, Uint8Array.of((apdu[0] ?? 0) & 0x03, 0xc0, 0, 0), le & 0xff)
    if (!response) return undefined
    parts.push(response.subarray(0, -2))
    total += response.length - 2
  }
  return response && concat(...parts, response.subarray(-2))
}

async function outgoingTransfer(card: T0Card, header: Uint8Array, le: number) {
  const response = await card.exchange(concat(header, [le]))
  const corrected = response?.at(-2) === 0x6c ? response.at(-1) : undefined
  return corrected === undefined ? response : card.exchange(concat(header, [corrected]))
}
