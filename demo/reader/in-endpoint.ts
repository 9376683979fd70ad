import { concat } from '../../core/bytes/concat.ts'

/** How a transfer ended, as the bus has it: `broken` is an electrical fault, `unplugged` the end of the device. */
export type TransferEnd =
  | { readonly status: 'ok'; readonly data: Uint8Array<ArrayBuffer> }
  | { readonly status: 'stall' | 'babble' | 'broken' | 'cancelled' | 'unplugged' }

/** A transfer that waits: the host's handle to cancel it. */
export interface InTransfer {
  readonly length: number
  readonly end: (result: TransferEnd) => void
}

/**
 * The host's side of an IN endpoint: packets in, transfers out. A transfer ends with a packet shorter than the
 * endpoint's, or when it is full (USB 2.0 §5.8.3); until then it waits.
 */
export class InEndpoint {
  readonly #packetSize: number
  readonly #packets: Uint8Array[] = []
  readonly #transfers: InTransfer[] = []
  #halted = false
  #broken = false

  constructor(packetSize: number) {
    this.#packetSize = packetSize
  }

  get halted(): boolean {
    return this.#halted
  }

  /** `end` is called once, maybe before this returns. */
  read(length: number, end: (result: TransferEnd) => void): InTransfer {
    const transfer = { length, end }
    if (this.#broken) {
      this.#broken = false
      end({ status: 'broken' })
    } else {
      this.#transfers.push(transfer)
      this.#serve()
    }
    return transfer
  }

  /** Ends one transfer as cancelled; false when it had ended already. */
  cancel(transfer: InTransfer): boolean {
    const index = this.#transfers.indexOf(transfer)
    if (index < 0) return false
    this.#transfers.splice(index, 1)
    transfer.end({ status: 'cancelled' })
    return true
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
  break(): void {
    const transfer = this.#transfers.shift()
    if (transfer) transfer.end({ status: 'broken' })
    else this.#broken = true
  }

  /** Ends the transfers that wait. */
  endAll(status: 'cancelled' | 'unplugged'): void {
    for (const { end } of this.#transfers.splice(0)) end({ status })
  }

  #serve(): void {
    for (;;) {
      const [transfer] = this.#transfers
      const result = transfer && (this.#halted ? { status: 'stall' as const } : this.#complete(transfer.length))
      if (!transfer || !result) return
      this.#transfers.shift()
      transfer.end(result)
    }
  }

  /** The result of a transfer of this length from the packets there are; undefined while it is not complete. */
  #complete(length: number): TransferEnd | undefined {
    let total = 0
    for (const [index, packet] of this.#packets.entries()) {
      total += packet.length
      const taken = index + 1
      if (total > length) {
        this.#packets.splice(0, taken)
        return { status: 'babble' }
      }
      if (packet.length < this.#packetSize || total === length) {
        return { status: 'ok', data: concat(...this.#packets.splice(0, taken)) }
      }
    }
    return undefined
  }
}
