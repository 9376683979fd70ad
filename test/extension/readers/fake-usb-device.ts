import { concat } from '../../../core/bytes/concat.ts'
import type { CcidClassDescriptor } from '../../../core/ccid/class-descriptor.ts'
import { isCoded } from '../../../core/errors/coded-error.ts'
import { classDescriptorBytes } from '../../core/ccid/class-descriptor-bytes.ts'
import type { FakeReader } from '../../core/ccid/fake-reader.ts'

export interface FakeInterface {
  readonly number: number
  readonly alternateSetting?: number
  readonly interfaceClass: number
  /** Endpoint addresses with their type; bulk and interrupt packets are of 64 and 8 bytes. */
  readonly endpoints?: readonly { readonly address: number; readonly type: 'bulk' | 'interrupt' }[]
  readonly descriptor?: CcidClassDescriptor
  /** Some readers put it after the endpoints. */
  readonly descriptorLast?: boolean
}

export interface FakeUsbOptions {
  readonly vendorId?: number
  readonly productId?: number
  readonly manufacturerName?: string | null
  readonly productName?: string | null
  readonly interfaces: readonly FakeInterface[]
  /** Behind the endpoints of every interface with a bulk pair. */
  readonly reader?: FakeReader
  /** No configuration is selected until the driver selects one. */
  readonly unconfigured?: boolean
}

export const ccidEndpoints = [
  { address: 0x01, type: 'bulk' },
  { address: 0x82, type: 'bulk' },
  { address: 0x83, type: 'interrupt' },
] as const

/** A USBDevice over a FakeReader that keeps the browser's rules: open, select, claim, and only then transfer. */
export class FakeUsbDevice implements USBDevice {
  readonly usbVersionMajor = 2
  readonly usbVersionMinor = 0
  readonly usbVersionSubminor = 0
  readonly deviceClass = 0
  readonly deviceSubclass = 0
  readonly deviceProtocol = 0
  readonly deviceVersionMajor = 1
  readonly deviceVersionMinor = 0
  readonly deviceVersionSubminor = 0
  readonly serialNumber = null
  readonly vendorId: number
  readonly productId: number
  readonly manufacturerName: string | null
  readonly productName: string | null
  readonly configurations: USBConfiguration[]
  configuration: USBConfiguration | null
  opened = false
  readonly claimed = new Set<number>()
  /** Calls in order, without the transfers' data. */
  readonly calls: string[] = []
  /** Makes the call named throw, or end with this status. */
  fail: Partial<Record<'open' | 'claimInterface' | 'transferIn' | 'transferOut', DOMException | 'stall'>> = {}
  readonly #options: FakeUsbOptions
  #gone = false

  constructor(options: FakeUsbOptions) {
    this.#options = options
    this.vendorId = options.vendorId ?? 0x1403
    this.productId = options.productId ?? 0x75ff
    this.manufacturerName = options.manufacturerName === undefined ? 'InfoThink' : options.manufacturerName
    this.productName = options.productName === undefined ? 'IT-500U' : options.productName
    const numbers = [...new Set(options.interfaces.map(({ number }) => number))]
    const interfaces = numbers.map((interfaceNumber) => {
      const alternates = options.interfaces.filter(({ number }) => number === interfaceNumber).map(alternateOf)
      return { interfaceNumber, alternates, alternate: alternates[0]!, claimed: false }
    })
    this.configurations = [{ configurationValue: 1, configurationName: null, interfaces }]
    this.configuration = options.unconfigured ? null : this.configurations[0]!
  }

  unplug(): void {
    this.#gone = true
    this.opened = false
    this.#options.reader?.lose()
  }

  async open(): Promise<void> {
    this.#call('open')
    this.opened = true
  }

  async close(): Promise<void> {
    this.#call('close')
    this.opened = false
    this.claimed.clear()
  }

  async selectConfiguration(value: number): Promise<void> {
    this.#call(`selectConfiguration ${value}`)
    this.configuration = this.configurations.find((row) => row.configurationValue === value) ?? null
  }

  async claimInterface(number: number): Promise<void> {
    this.#call('claimInterface', ` ${number}`)
    const isProtected = this.#options.interfaces.some((row) => row.number === number && row.interfaceClass === 0x0b)
    if (isProtected) throw new DOMException('The requested interface implements a protected class.', 'SecurityError')
    this.claimed.add(number)
  }

  async releaseInterface(number: number): Promise<void> {
    this.#call(`releaseInterface ${number}`)
    this.claimed.delete(number)
  }

  async selectAlternateInterface(number: number, setting: number): Promise<void> {
    this.#call(`selectAlternateInterface ${number} ${setting}`)
  }

  async clearHalt(direction: string, endpoint: number): Promise<void> {
    this.#call(`clearHalt ${direction} ${endpoint}`)
  }

  async controlTransferIn(setup: USBControlTransferParameters, length: number): Promise<USBInTransferResult> {
    this.#call('controlTransferIn')
    if (setup.request !== 6 || setup.value !== 0x0200) return { status: 'stall' }
    return { status: 'ok', data: view(this.configurationBytes().subarray(0, length)) }
  }

  async controlTransferOut(setup: USBControlTransferParameters): Promise<USBOutTransferResult> {
    this.#call(`controlTransferOut ${setup.request} ${setup.value}`)
    return { status: 'stall', bytesWritten: 0 }
  }

  async transferOut(endpoint: number, data: BufferSource): Promise<USBOutTransferResult> {
    const failed = this.#call('transferOut')
    if (failed) return { status: failed, bytesWritten: 0 }
    this.#requireClaimed(endpoint)
    const bytes = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data)
    await this.#translated(() => this.#reader.write(bytes))
    return { status: 'ok', bytesWritten: bytes.length }
  }

  async transferIn(endpoint: number, length: number): Promise<USBInTransferResult> {
    const isInterrupt = endpoint === 3
    const failed = isInterrupt ? this.#call('interruptIn') : this.#call('transferIn')
    if (failed) return { status: failed }
    this.#requireClaimed(endpoint)
    if (!isInterrupt && length % 64 !== 0) throw new Error(`transferIn of ${length} bytes can babble`)
    const bytes = await this.#translated(() => (isInterrupt ? this.#reader.notification!() : this.#reader.read()))
    return { status: 'ok', data: view(bytes) }
  }

  forget(): Promise<void> {
    throw new Error('not used by the driver')
  }

  reset(): Promise<void> {
    throw new Error('not used by the driver')
  }

  isochronousTransferIn(): Promise<USBIsochronousInTransferResult> {
    throw new Error('not used by the driver')
  }

  isochronousTransferOut(): Promise<USBIsochronousOutTransferResult> {
    throw new Error('not used by the driver')
  }

  configurationBytes(): Uint8Array {
    const parts = this.#options.interfaces.map((row) => {
      const endpoints = row.endpoints ?? []
      const head = [9, 4, row.number, row.alternateSetting ?? 0, endpoints.length, row.interfaceClass, 0, 0, 0]
      const pipes = endpoints.flatMap(({ address, type }) =>
        type === 'bulk' ? [7, 5, address, 2, 64, 0, 0] : [7, 5, address, 3, 8, 0, 24],
      )
      const own = row.descriptor ? classDescriptorBytes(row.descriptor) : []
      return row.descriptorLast ? concat(head, pipes, own) : concat(head, own, pipes)
    })
    const body = concat(...parts)
    const total = body.length + 9
    return concat([9, 2, total & 0xff, total >> 8, parts.length, 1, 0, 0x80, 50], body)
  }

  get #reader(): FakeReader {
    if (!this.#options.reader) throw new Error('this device has no reader behind it')
    return this.#options.reader
  }

  #call(name: string, rest = ''): 'stall' | undefined {
    this.calls.push(name + rest)
    if (this.#gone) throw new DOMException('The device was disconnected.', 'NotFoundError')
    const failure = Object.entries(this.fail).find(([key]) => key === name)?.[1]
    if (failure instanceof DOMException) throw failure
    return failure
  }

  #requireClaimed(endpoint: number): void {
    const owner = this.#options.interfaces.find((row) =>
      row.endpoints?.some((row) => (row.address & 0x0f) === endpoint),
    )
    if (!this.opened) throw new DOMException('The device must be opened first.', 'InvalidStateError')
    if (owner === undefined || !this.claimed.has(owner.number)) {
      const message = 'The specified endpoint is not part of a claimed and selected alternate interface.'
      throw new DOMException(message, 'NotFoundError')
    }
  }

  async #translated<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call()
    } catch (error) {
      if (isCoded(error, 'ERR_READER_LOST')) throw new DOMException('The device was disconnected.', 'NotFoundError')
      throw error
    }
  }
}

function alternateOf({ alternateSetting = 0, interfaceClass, endpoints = [] }: FakeInterface): USBAlternateInterface {
  return {
    alternateSetting,
    interfaceClass,
    interfaceSubclass: 0,
    interfaceProtocol: 0,
    interfaceName: null,
    endpoints: endpoints.map(({ address, type }) => ({
      endpointNumber: address & 0x0f,
      direction: address & 0x80 ? 'in' : 'out',
      type,
      packetSize: type === 'bulk' ? 64 : 8,
    })),
  }
}

const view = (bytes: Uint8Array): DataView => {
  const copy = bytes.slice()
  return new DataView(copy.buffer, copy.byteOffset, copy.byteLength)
}

type Listener = (event: USBConnectionEvent) => void

/** `navigator.usb` as far as the driver uses it. */
export class FakeUsb {
  devices: FakeUsbDevice[] = []
  readonly listeners = { connect: new Set<Listener>(), disconnect: new Set<Listener>() }

  async getDevices(): Promise<USBDevice[]> {
    return this.devices
  }

  addEventListener(type: 'connect' | 'disconnect', listener: Listener): void {
    this.listeners[type].add(listener)
  }

  removeEventListener(type: 'connect' | 'disconnect', listener: Listener): void {
    this.listeners[type].delete(listener)
  }

  plug(device: FakeUsbDevice): void {
    this.devices.push(device)
    this.#tell('connect', device)
  }

  unplug(device: FakeUsbDevice): void {
    this.devices = this.devices.filter((row) => row !== device)
    device.unplug()
    this.#tell('disconnect', device)
  }

  #tell(type: 'connect' | 'disconnect', device: FakeUsbDevice): void {
    for (const listener of this.listeners[type]) listener(Object.assign(new Event(type), { device }))
  }
}
