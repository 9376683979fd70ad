import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { ByteQueue } from './byte-queue.ts'
import { malformed, refusedImport, usbException } from './usbip-errors.ts'
import { importRequest, readAnswer, UsbIpSocket, type UsbIpPlace } from './usbip-socket.ts'
import {
  decodeAnswer,
  decodeDevice,
  deviceId,
  type DeviceRecord,
  directions,
  encodeSubmit,
  encodeUnlink,
  lengths,
  operations,
  urbCommands,
} from './wire.ts'

/** How an URB ended. */
export interface UrbEnd {
  /** 0, or a negated errno. */
  readonly status: number
  /** Bytes that were moved. */
  readonly length: number
  /** Of an IN transfer. */
  readonly data: Buffer
}

export interface Urb {
  readonly direction: number
  readonly endpoint: number
  /** Bytes that may come, or that go. */
  readonly length: number
  readonly setup?: Uint8Array
  readonly payload?: Uint8Array
}

interface Waiting {
  readonly urb: Urb
  readonly resolve: (end: UrbEnd) => void
  readonly reject: (error: Error) => void
  /** Cancelled: its answer is read past. */
  abandoned: boolean
}

const nothing = Buffer.alloc(0)

/** A device of a USB/IP server that is ours until the connection ends. */
export class ImportedDevice {
  readonly record: DeviceRecord
  /** Called once, when the device is gone. */
  onEnd: () => void = () => undefined
  readonly #socket: Socket
  readonly #received: ByteQueue
  readonly #devid: number
  readonly #waiting = new Map<number, Waiting>()
  /** Seqnums of unlinks, and of what they take back. */
  readonly #unlinks = new Map<number, number>()
  #seqnum = 0
  #ended = false

  private constructor(socket: Socket, received: ByteQueue, record: DeviceRecord) {
    this.#socket = socket
    this.#received = received
    this.record = record
    this.#devid = deviceId(record)
    socket.on('data', (chunk) => this.#take(chunk))
    socket.on('end', () => this.#finish())
    socket.on('close', () => this.#finish())
    if (socket.destroyed || socket.readableEnded) this.end()
  }

  /** Errors: ERR_READER_NOT_FOUND, ERR_READER_BUSY, ERR_READER_LOST, ERR_READER_TIMEOUT, ERR_READER_PROTOCOL. */
  static async import(place: UsbIpPlace, busId: string): Promise<ImportedDevice> {
    const connection = await UsbIpSocket.open(place)
    const { socket, received } = connection
    try {
      socket.write(importRequest(busId))
      const status = await readAnswer(connection, operations.OP_REP_IMPORT)
      if (status !== 0) throw refusedImport(busId, status)
      const record = decodeDevice(await connection.read(lengths.device))
      connection.handOver()
      return new ImportedDevice(socket, received, record)
    } catch (error) {
      socket.destroy()
      throw error
    }
  }

  get ended(): boolean {
    return this.#ended
  }

  /** Errors: DOMException NotFoundError when the device is gone, AbortError when it was cancelled. */
  submit(urb: Urb): Promise<UrbEnd> {
    if (this.#ended) return Promise.reject(usbException('disconnected'))
    const seqnum = this.#next()
    const { direction, endpoint, length, setup, payload } = urb
    const bytes = encodeSubmit({ seqnum, devid: this.#devid, direction, endpoint, length }, setup, payload)
    return new Promise((resolve, reject) => {
      this.#waiting.set(seqnum, { urb, resolve, reject, abandoned: false })
      // A copy of the payload, which may hold a PIN, is overwritten as soon as the system has it.
      this.#socket.write(bytes, payload && (() => void bytes.fill(0)))
    })
  }

  /** Takes back what waits: those transfers fail with AbortError. */
  cancel(concerns: (urb: Urb) => boolean = () => true): void {
    for (const [target, waiting] of this.#waiting) {
      if (waiting.abandoned || !concerns(waiting.urb)) continue
      waiting.abandoned = true
      waiting.reject(usbException('cancelled'))
      const seqnum = this.#next()
      this.#unlinks.set(seqnum, target)
      this.#socket.write(encodeUnlink(seqnum, this.#devid, target))
    }
  }

  /** Gives the device back, and resolves when the server has taken it: only then may another host have it. */
  async release(patience: number): Promise<void> {
    if (this.#socket.closed) return
    const closed = once(this.#socket, 'close')
    const impatience = setTimeout(() => this.#socket.destroy(), patience)
    this.#socket.end()
    this.#finish()
    await closed
    clearTimeout(impatience)
  }

  /** The connection is of no use any more. */
  end(): void {
    this.#socket.destroy()
    this.#finish()
  }

  #finish(): void {
    if (this.#ended) return
    this.#ended = true
    for (const { abandoned, reject } of this.#waiting.values()) if (!abandoned) reject(usbException('disconnected'))
    this.#waiting.clear()
    this.onEnd()
  }

  #next(): number {
    this.#seqnum = (this.#seqnum % 0xffff_ffff) + 1
    return this.#seqnum
  }

  #take(chunk: Buffer): void {
    this.#received.push(chunk)
    try {
      while (this.#takeAnswer());
    } catch {
      // What follows cannot be told apart any more: for whoever waits the device is gone.
      this.end()
    }
  }

  /** False when it has not come whole. */
  #takeAnswer(): boolean {
    const header = this.#received.peek(lengths.urb)
    if (!header) return false
    const { command, seqnum, status, actualLength } = decodeAnswer(header)
    if (command === urbCommands.USBIP_RET_UNLINK) {
      this.#received.take(lengths.urb)
      const target = this.#unlinks.get(seqnum)
      if (target === undefined) throw malformed('seqnum')
      this.#unlinks.delete(seqnum)
      this.#waiting.delete(target)
      return true
    }
    const waiting = this.#waiting.get(seqnum)
    if (command !== urbCommands.USBIP_RET_SUBMIT || !waiting) throw malformed('command or seqnum')
    const { urb, resolve, abandoned } = waiting
    if (actualLength < 0 || actualLength > urb.length) throw malformed('actual_length')
    const isIn = urb.direction === directions.in
    const whole = this.#received.take(lengths.urb + (isIn ? actualLength : 0))
    if (!whole) return false
    this.#waiting.delete(seqnum)
    if (!abandoned) resolve({ status, length: actualLength, data: isIn ? whole.subarray(lengths.urb) : nothing })
    return true
  }
}
