import { connect, type Socket } from 'node:net'
import { CodedError } from '../core/errors/coded-error.ts'
import { ByteQueue } from './byte-queue.ts'
import { malformed } from './usbip-errors.ts'
import {
  decodeDevice,
  decodeInterface,
  decodeOperation,
  type DeviceRecord,
  encodeBusId,
  encodeOperation,
  type InterfaceRecord,
  lengths,
  operations,
  usbipVersion,
} from './wire.ts'

/** Where a USB/IP server listens: on this computer only. */
export interface UsbIpPlace {
  readonly port: number
  /** Milliseconds that an answer may take. */
  readonly patience: number
}

export interface ListedDevice extends DeviceRecord {
  readonly interfaces: readonly InterfaceRecord[]
}

/** No computer has more; a longer list is garbage. */
const devicesMaximum = 1_024

const host = '127.0.0.1'

/** A connection whose answers are awaited, until it is handed over to who drives the device. */
export class UsbIpSocket {
  readonly socket: Socket
  readonly received = new ByteQueue()
  readonly #patience: number
  #ended = false
  #wake: () => void = () => undefined

  private constructor(socket: Socket, patience: number) {
    this.socket = socket
    this.#patience = patience
    socket.on('data', this.#onData)
    // After a bare end or an error comes `close`.
    socket.on('error', () => undefined)
    socket.on('end', this.#onEnd)
    socket.on('close', this.#onEnd)
  }

  /** Errors: ERR_READER_NOT_FOUND when nothing listens there, ERR_READER_TIMEOUT. */
  static async open({ port, patience }: UsbIpPlace): Promise<UsbIpSocket> {
    const socket = connect({ host, port, noDelay: true })
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        socket.destroy()
        reject(timedOut())
      }, patience)
      socket.once('connect', () => {
        clearTimeout(timer)
        resolve()
      })
      socket.once('error', (cause) => {
        clearTimeout(timer)
        reject(new CodedError('ERR_READER_NOT_FOUND', `no USB/IP server at ${host}:${port}`, { cause }))
      })
    })
    return new UsbIpSocket(socket, patience)
  }

  /** The next `length` bytes. Errors: ERR_READER_LOST when the server ends first, ERR_READER_TIMEOUT. */
  async read(length: number): Promise<Buffer> {
    let late = false
    const timer = setTimeout(() => {
      late = true
      this.#wake()
    }, this.#patience)
    try {
      for (;;) {
        const bytes = this.received.take(length)
        if (bytes) return bytes
        if (this.#ended) throw new CodedError('ERR_READER_LOST', 'the USB/IP server ended the connection')
        if (late) throw timedOut()
        await new Promise<void>((resolve) => (this.#wake = resolve))
      }
    } finally {
      clearTimeout(timer)
    }
  }

  /** Stops listening: whoever has the socket now begins with what is in `received`. */
  handOver(): void {
    this.socket.off('data', this.#onData)
    this.socket.off('end', this.#onEnd)
    this.socket.off('close', this.#onEnd)
  }

  readonly #onData = (chunk: Buffer): void => {
    this.received.push(chunk)
    this.#wake()
  }

  readonly #onEnd = (): void => {
    this.#ended = true
    this.#wake()
  }
}

const timedOut = (): CodedError => new CodedError('ERR_READER_TIMEOUT', 'the USB/IP server did not answer in time')

/** The status of the answer that is expected. Error: ERR_READER_PROTOCOL for any other. */
export async function readAnswer(connection: UsbIpSocket, expected: number): Promise<number> {
  const { version, code, status } = decodeOperation(await connection.read(lengths.operationHeader))
  if (version !== usbipVersion) throw malformed(`version ${version.toString(16)}`)
  if (code !== expected) throw malformed(`operation ${code.toString(16)}`)
  return status
}

/** Every device that the server offers. Errors: ERR_READER_*. */
export async function listDevices(place: UsbIpPlace): Promise<ListedDevice[]> {
  const connection = await UsbIpSocket.open(place)
  try {
    connection.socket.write(encodeOperation(operations.OP_REQ_DEVLIST, 0))
    const status = await readAnswer(connection, operations.OP_REP_DEVLIST)
    if (status !== 0) throw malformed(`OP_REP_DEVLIST status ${status}`)
    const count = (await connection.read(4)).readUInt32BE()
    if (count > devicesMaximum) throw malformed(`${count} devices`)
    const devices: ListedDevice[] = []
    while (devices.length < count) {
      const device = decodeDevice(await connection.read(lengths.device))
      const interfaces: InterfaceRecord[] = []
      while (interfaces.length < device.bNumInterfaces)
        interfaces.push(decodeInterface(await connection.read(lengths.interface)))
      devices.push({ ...device, interfaces })
    }
    return devices
  } finally {
    connection.socket.destroy()
  }
}

export const importRequest = (busId: string): Uint8Array =>
  encodeOperation(operations.OP_REQ_IMPORT, 0, encodeBusId(busId))
