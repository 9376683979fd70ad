import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { UsbPeripheral } from '../../../demo/reader/usb-peripheral.ts'
import type { VirtualDesk } from '../../../demo/reader/virtual-desk.ts'
import { ByteQueue } from '../../../usbip/byte-queue.ts'
import {
  decodeOperation,
  decodeText,
  type DeviceRecord,
  encodeDevice,
  encodeInterface,
  encodeOperation,
  lengths,
  operations,
  operationStatuses,
  speeds,
  usbipVersion,
} from '../../../usbip/wire.ts'
import { ImportedPeripheral } from './imported-peripheral.ts'

const busNumber = 1

/** Where a reader of the desk is plugged in. */
interface Place {
  readonly port: number
  /** Another one after every plugging, as on a real bus. */
  readonly deviceNumber: number
  readonly peripheral: UsbPeripheral
}

/** The USB readers of a desk as USB/IP devices, on loopback. A reader keeps its bus id: 1-1 for the first, and so on. */
export class UsbIpServer {
  readonly #desk: VirtualDesk
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #places = new Map<string, Place>()
  readonly #imported = new Set<UsbPeripheral>()
  #lastDevice = 1

  constructor(desk: VirtualDesk) {
    this.#desk = desk
    this.#server = createServer((socket) => this.#serve(socket))
  }

  /** Resolves with the port. */
  async listen(port = 0): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, '127.0.0.1', resolve)
    })
    return (this.#server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  /** Bus ids by the reader's name; of readers that are plugged in. */
  async busIds(): Promise<ReadonlyMap<string, string>> {
    return new Map([...(await this.#plugged())].map(([name, place]) => [name, busId(place)]))
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#sockets.delete(socket))
    const received = new ByteQueue()
    const take = (chunk: Buffer): void => {
      received.push(chunk)
      const header = received.peek(lengths.operationHeader)
      if (!header) return
      const { version, code } = decodeOperation(header)
      if (version !== usbipVersion) socket.destroy()
      else if (code === operations.OP_REQ_DEVLIST) {
        socket.off('data', take)
        void this.#list(socket)
      } else if (code !== operations.OP_REQ_IMPORT) socket.destroy()
      else {
        const request = received.peek(lengths.operationHeader + lengths.busId)
        if (!request) return
        socket.off('data', take)
        received.take(request.length)
        socket.pause()
        void this.#import(socket, received, decodeText(request.subarray(lengths.operationHeader)))
      }
    }
    socket.on('data', take)
  }

  /** One request per connection, as usbipd has it. */
  async #list(socket: Socket): Promise<void> {
    const places = [...(await this.#plugged()).values()].filter(({ peripheral }) => !this.#imported.has(peripheral))
    const count = Buffer.alloc(4)
    count.writeUInt32BE(places.length)
    const records = places.flatMap((place) => [
      encodeDevice(deviceRecord(place)),
      Buffer.concat(place.peripheral.interfaces.map(encodeInterface)),
    ])
    socket.end(encodeOperation(operations.OP_REP_DEVLIST, operationStatuses.ok, count, ...records))
  }

  async #import(socket: Socket, received: ByteQueue, wanted: string): Promise<void> {
    const place = [...(await this.#plugged()).values()].find((candidate) => busId(candidate) === wanted)
    const refuse = (status: number): void => void socket.end(encodeOperation(operations.OP_REP_IMPORT, status))
    if (!place) return refuse(operationStatuses.noDevice)
    const { peripheral } = place
    if (this.#imported.has(peripheral)) return refuse(operationStatuses.busy)
    if (socket.destroyed) return
    this.#imported.add(peripheral)
    socket.write(encodeOperation(operations.OP_REP_IMPORT, operationStatuses.ok, encodeDevice(deviceRecord(place))))
    new ImportedPeripheral(peripheral, socket, received).start(() => this.#imported.delete(peripheral))
  }

  async #plugged(): Promise<ReadonlyMap<string, Place>> {
    const plugged = await this.#desk.peripherals()
    const now = new Map<string, Place>()
    for (const [name, peripheral] of plugged) {
      const known = this.#places.get(name)
      const port = known?.port ?? this.#places.size + 1
      const place = known?.peripheral === peripheral ? known : { port, deviceNumber: ++this.#lastDevice, peripheral }
      this.#places.set(name, place)
      now.set(name, place)
    }
    return now
  }
}

const busId = ({ port }: Place): string => `${busNumber}-${port}`

function deviceRecord(place: Place): DeviceRecord {
  const { model, interfaces } = place.peripheral
  return {
    path: `/sys/devices/virtual/usb${busNumber}/${busId(place)}`,
    busId: busId(place),
    busNumber,
    deviceNumber: place.deviceNumber,
    speed: speeds.full,
    idVendor: model.vendorId,
    idProduct: model.productId,
    bcdDevice: model.bcdDevice,
    bDeviceClass: 0,
    bDeviceSubClass: 0,
    bDeviceProtocol: 0,
    bConfigurationValue: 1,
    bNumConfigurations: 1,
    bNumInterfaces: interfaces.length,
  }
}
