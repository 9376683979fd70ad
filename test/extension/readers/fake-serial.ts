import type { SerialLike, SerialPortLike } from '../../../extension/readers/serial-like.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { FakeSerialLine, FakeSerialReader } from '../../core/serial-ccid/fake-serial-line.ts'

/** A port as Chromium shows it, with a reader at the other end. */
export class FakeSerialPort<R extends FakeSerialLine = FakeSerialReader> implements SerialPortLike {
  readable: ReadableStream<Uint8Array> | null = null
  writable: WritableStream<Uint8Array> | null = null
  readonly reader: R
  settings: unknown
  signals: unknown
  opened = 0
  closed = 0
  /** What `open` is refused with. */
  refusal: DOMException | undefined
  usb: { usbVendorId?: number; usbProductId?: number } = {}
  /** The error that the next read of the line ends with, as a wrong parity bit does. */
  #lineError: ((error: DOMException) => void) | undefined

  constructor(reader: R) {
    this.reader = reader
  }

  getInfo() {
    return this.usb
  }

  async open(settings: unknown): Promise<void> {
    if (this.refusal) throw this.refusal
    if (this.readable) throw new DOMException('The port is already open.', 'InvalidStateError')
    this.settings = settings
    this.opened++
    this.reader.reopen()
    this.#makeReadable()
    this.writable = new WritableStream<Uint8Array<ArrayBuffer>>({
      write: async (bytes) => {
        await this.reader.write(bytes).catch(asLost)
      },
    })
  }

  async setSignals(signals: unknown): Promise<void> {
    this.signals = signals
  }

  async close(): Promise<void> {
    if (this.readable?.locked || this.writable?.locked) throw new TypeError('Cannot cancel a locked stream')
    this.readable = this.writable = null
    this.closed++
  }

  breakLine(name: string): void {
    this.#lineError?.(new DOMException('the line', name))
    this.#makeReadable()
  }

  lose(): void {
    this.reader.lose()
    this.readable = this.writable = null
  }

  #makeReadable(): void {
    let ended = false
    this.readable = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#lineError = (error) => {
            ended = true
            controller.error(error)
          }
        },
        pull: async (controller) => {
          const bytes = await this.reader.read().catch(asLost)
          if (ended) this.reader.push(bytes)
          else controller.enqueue(bytes)
        },
        cancel: () => {
          ended = true
        },
      },
      { highWaterMark: 0 },
    )
  }
}

const asLost = (error: unknown): never => {
  throw error instanceof CodedError ? new DOMException('The device has been lost.', 'NetworkError') : error
}

/** `navigator.serial` with the ports of a test. */
export class FakeSerial implements SerialLike {
  ports: FakeSerialPort<FakeSerialLine>[] = []
  readonly #listeners = new Set<() => void>()

  async getPorts(): Promise<FakeSerialPort<FakeSerialLine>[]> {
    return [...this.ports]
  }

  addEventListener(_type: string, listener: () => void): void {
    this.#listeners.add(listener)
  }

  removeEventListener(_type: string, listener: () => void): void {
    this.#listeners.delete(listener)
  }

  plug(port: FakeSerialPort<FakeSerialLine>): void {
    this.ports.push(port)
    this.#tell()
  }

  unplug(port: FakeSerialPort<FakeSerialLine>): void {
    this.ports = this.ports.filter((other) => other !== port)
    port.lose()
    this.#tell()
  }

  get listening(): boolean {
    return this.#listeners.size > 0
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
