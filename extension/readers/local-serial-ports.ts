import { CodedError } from '../../core/errors/coded-error.ts'
import type { SerialLike, SerialPortLike } from './serial-like.ts'
import type { GrantedPort, OpenSerialLine, SerialPorts } from './serial-ports.ts'
import { openWebSerialLine } from './web-serial-line.ts'

const events = ['connect', 'disconnect'] as const

/** The ports of this document's own `navigator.serial`. */
export class LocalSerialPorts implements SerialPorts {
  readonly #serial: SerialLike
  readonly #ids = new Map<SerialPortLike, number>()
  #nextId = 1

  constructor(serial: SerialLike) {
    this.#serial = serial
  }

  async list(): Promise<GrantedPort[]> {
    const ports = await this.#serial.getPorts()
    for (const port of this.#ids.keys()) if (!ports.includes(port)) this.#ids.delete(port)
    return ports.map((port) => ({ id: this.idOf(port), usb: portInfo(port) }))
  }

  async open(portId: number): Promise<OpenSerialLine> {
    for (const [port, id] of this.#ids) if (id === portId) return openWebSerialLine(port)
    throw new CodedError('ERR_READER_SERIAL_NOT_FOUND', 'the serial port is gone')
  }

  watch(listener: () => void): () => void {
    for (const event of events) this.#serial.addEventListener(event, listener)
    return () => {
      for (const event of events) this.#serial.removeEventListener(event, listener)
    }
  }

  /** For a port that the person has just chosen. */
  idOf(port: SerialPortLike): number {
    const id = this.#ids.get(port) ?? this.#nextId++
    this.#ids.set(port, id)
    return id
  }
}

/** The numbers of a port's USB adapter; undefined for a built-in port. */
export function portInfo(port: SerialPortLike): GrantedPort['usb'] {
  const { usbVendorId, usbProductId } = port.getInfo()
  return usbVendorId === undefined ? undefined : { vendorId: usbVendorId, productId: usbProductId ?? 0 }
}
