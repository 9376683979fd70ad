import { concat } from '../../core/bytes/concat.ts'

interface Transfer {
  readonly length: number
  readonly resolve: (result: USBInTransferResult) => void
  readonly reject: (error: DOMException) => void
}

/**
 * The host's side of an IN endpoint: packets in, transfers out. A transfer ends with a packet shorter than the
 * endpoint's, or when it is full (USB 2.0 §5.8.3); until then it waits.
 */
export class InEndpoint {
  readonly #packetSize: number
  readonly #packets: Uint8Array[] = []
  readonly #transfers: Transfer[] = []
  #halted = false
  #broken: DOMException | undefined

  constructor(packetSize: number) {
    this.#packetSize = packetSize
  }

  read(length: number): Promise<USBInTransferResult> {
    const broken = this.#broken
    this.#broken = undefined
    if (broken) return Promise.reject(broken)
    return new Promise((resolve, reject) => {
      this.#transfers.push({ length, resolve, reject })
      this.#serve()
    })
  }

  /** A message in packets. One that fills its last packet is followed by an empty packet, so that its end is seen. */
  send(message: Uint8Array): void {
    for (let at = 0; at <= message.length; at += this.#packetSize)
      this.#packets.push(message.slice(at, at + this.#packetSize))
    this.#serve()
  }

  /** A packet on its own: an empty one out of turn, or the one notice that an interrupt endpoint keeps. */
  sendPacket(packet: Uint8Array): void {
    this.#packets.push(packet)
    this.#serve()
  }

  /** Forgets packets that nobody fetched. */
  clear(): void {
    this.#packets.length = 0
  }

  /** Transfers answer `stall` until the host clears the halt. */
  halt(): void {
    this.#halted = true
    this.#serve()
  }

  clearHalt(): void {
    this.#halted = false
  }

  /** Breaks the transfer that waits, or the next one. */
  break(message: string, name: string): void {
    const [transfer] = this.#transfers.splice(0, 1)
    const error = new DOMException(message, name)
    if (transfer) transfer.reject(error)
    else this.#broken = error
  }

  /** Ends the transfers that wait. */
  fail(message: string, name: string): void {
    for (const { reject } of this.#transfers.splice(0)) reject(new DOMException(message, name))
  }

  #serve(): void {
    for (;;) {
      const [transfer] = this.#transfers
      const result = transfer && (this.#halted ? stalled() : this.#complete(transfer.length))
      if (!transfer || !result) return
      this.#transfers.shift()
      transfer.resolve(result)
    }
  }

  /** The result of a transfer of this length from the packets there are; undefined while it is not complete. */
  #complete(length: number): USBInTransferResult | undefined {
    let total = 0
    for (const [index, packet] of this.#packets.entries()) {
      total += packet.length
      const taken = index + 1
      if (total > length) {
        this.#packets.splice(0, taken)
        return { status: 'babble', data: new DataView(new ArrayBuffer(0)) }
      }
      if (packet.length < this.#packetSize || total === length) {
        return { status: 'ok', data: new DataView(concat(...this.#packets.splice(0, taken)).buffer) }
      }
    }
    return undefined
  }
}

const stalled = (): USBInTransferResult => ({ status: 'stall', data: new DataView(new ArrayBuffer(0)) })
