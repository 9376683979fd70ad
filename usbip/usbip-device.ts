import {
  type AlternateDescriptor,
  type ConfigurationDescriptor,
  type DeviceDescriptor,
  descriptorLengths,
  descriptorTypes,
  type EndpointDescriptor,
  parseConfiguration,
  parseDevice,
  parseString,
} from './descriptors.ts'
import type { ImportedDevice, Urb, UrbEnd } from './imported-device.ts'
import { malformed, transferStatus, usbException } from './usbip-errors.ts'
import { directions } from './wire.ts'

/** bmRequestType (USB 2.0 table 9-2). */
const requestTypes: Record<USBRequestType, number> = { standard: 0x00, class: 0x20, vendor: 0x40 }
const recipients: Record<USBRecipient, number> = { device: 0, interface: 1, endpoint: 2, other: 3 }
const directionIn = 0x80

/** Table 9-4. */
const standardRequests = { CLEAR_FEATURE: 1, GET_DESCRIPTOR: 6, SET_CONFIGURATION: 9, SET_INTERFACE: 11 } as const
/** Table 9-6. */
const ENDPOINT_HALT = 0
/** What the kernel's client sends for a reset: SET_FEATURE(PORT_RESET) of a hub's port (tables 11-16 and 11-17). */
const portReset = { requestType: 'class', recipient: 'other', request: 3, value: 4, index: 0 } as const

const englishUnitedStates = 0x0409

const releaseMilliseconds = 1_000

const nothing = new Uint8Array()

/** What is read of a device once, when it has been imported. */
interface Description {
  readonly device: DeviceDescriptor
  readonly configurations: readonly ConfigurationDescriptor[]
  readonly strings: Readonly<Record<'manufacturer' | 'product' | 'serial', string | null>>
}

/** A USB/IP device with the shape and the exceptions of WebUSB. Nothing is protected here: that is the browser's. */
export class UsbIpDevice implements USBDevice {
  readonly usbVersionMajor: number
  readonly usbVersionMinor: number
  readonly usbVersionSubminor: number
  readonly deviceClass: number
  readonly deviceSubclass: number
  readonly deviceProtocol: number
  readonly vendorId: number
  readonly productId: number
  readonly deviceVersionMajor: number
  readonly deviceVersionMinor: number
  readonly deviceVersionSubminor: number
  readonly manufacturerName: string | null
  readonly productName: string | null
  readonly serialNumber: string | null
  readonly configurations: UsbIpConfiguration[]
  configuration: UsbIpConfiguration | null
  opened = false
  readonly busId: string
  readonly #imported: ImportedDevice

  private constructor(imported: ImportedDevice, { device, configurations, strings }: Description) {
    this.#imported = imported
    this.busId = imported.record.busId
    ;[this.usbVersionMajor, this.usbVersionMinor, this.usbVersionSubminor] = versionParts(device.bcdUSB)
    this.deviceClass = device.bDeviceClass
    this.deviceSubclass = device.bDeviceSubClass
    this.deviceProtocol = device.bDeviceProtocol
    this.vendorId = device.idVendor
    this.productId = device.idProduct
    ;[this.deviceVersionMajor, this.deviceVersionMinor, this.deviceVersionSubminor] = versionParts(device.bcdDevice)
    this.manufacturerName = strings.manufacturer
    this.productName = strings.product
    this.serialNumber = strings.serial
    this.configurations = configurations.map((row) => new UsbIpConfiguration(row))
    const { bConfigurationValue } = imported.record
    this.configuration = this.configurations.find((row) => row.configurationValue === bConfigurationValue) ?? null
  }

  /** Reads what the device says of itself. Errors: ERR_READER_PROTOCOL, and the exceptions of a transfer. */
  static async describe(imported: ImportedDevice): Promise<UsbIpDevice> {
    const read = (type: number, index: number, length: number, language = 0) =>
      readDescriptor(imported, (type << 8) | index, language, length)
    const device = parseDevice(await read(descriptorTypes.device, 0, descriptorLengths.device))
    const string = async (index: number): Promise<string | null> => {
      if (index === 0) return null
      return parseString(await read(descriptorTypes.string, index, descriptorLengths.string, englishUnitedStates))
    }
    const strings = {
      manufacturer: await string(device.iManufacturer),
      product: await string(device.iProduct),
      serial: await string(device.iSerialNumber),
    }
    const configurations: ConfigurationDescriptor[] = []
    while (configurations.length < device.bNumConfigurations) {
      const header = await read(
        descriptorTypes.configuration,
        configurations.length,
        descriptorLengths.configurationHeader,
      )
      if (header.length < descriptorLengths.configurationHeader) throw malformed('configuration descriptor')
      const whole = await read(descriptorTypes.configuration, configurations.length, header.readUInt16LE(2))
      configurations.push(parseConfiguration(whole))
    }
    return new UsbIpDevice(imported, { device, configurations, strings })
  }

  /** The device is gone, or given back. */
  get ended(): boolean {
    return this.#imported.ended
  }

  async open(): Promise<void> {
    this.#ensurePlugged()
    this.opened = true
  }

  /** The device stays imported. */
  async close(): Promise<void> {
    this.#ensurePlugged()
    this.#imported.cancel()
    this.opened = false
    for (const { interfaces } of this.configurations) for (const row of interfaces) row.claimed = false
  }

  /** Gives the device back to its server, which gets a second for it. */
  async forget(): Promise<void> {
    this.opened = false
    await this.#imported.release(releaseMilliseconds)
  }

  async selectConfiguration(configurationValue: number): Promise<void> {
    this.#ensureOpen()
    const wanted = this.configurations.find((row) => row.configurationValue === configurationValue)
    if (!wanted) throw usbException('noConfiguration')
    await this.#request({ recipient: 'device', request: standardRequests.SET_CONFIGURATION, value: configurationValue })
    this.configuration = wanted
  }

  async claimInterface(interfaceNumber: number): Promise<void> {
    this.#interface(interfaceNumber).claimed = true
  }

  async releaseInterface(interfaceNumber: number): Promise<void> {
    const released = this.#interface(interfaceNumber)
    const { endpoints } = released.alternate
    this.#imported.cancel((urb) => endpoints.some((endpoint) => isOf(endpoint, urb)))
    released.claimed = false
  }

  async selectAlternateInterface(interfaceNumber: number, alternateSetting: number): Promise<void> {
    const claimed = this.#claimed(interfaceNumber)
    const wanted = claimed.alternates.find((row) => row.alternateSetting === alternateSetting)
    if (!wanted) throw usbException('noAlternate')
    const request = standardRequests.SET_INTERFACE
    await this.#request({ recipient: 'interface', request, value: alternateSetting, index: interfaceNumber })
    claimed.alternate = wanted
  }

  async controlTransferIn(setup: USBControlTransferParameters, length: number): Promise<USBInTransferResult> {
    this.#ensureControl(setup)
    return inResult(await this.#imported.submit(controlUrb(setup, directions.in, length)))
  }

  async controlTransferOut(
    setup: USBControlTransferParameters,
    data: BufferSource = nothing,
  ): Promise<USBOutTransferResult> {
    this.#ensureControl(setup)
    const payload = bytesOf(data)
    return outResult(await this.#imported.submit({ ...controlUrb(setup, directions.out, payload.length), payload }))
  }

  async clearHalt(direction: USBDirection, endpointNumber: number): Promise<void> {
    this.#ensureEndpoint(direction, endpointNumber)
    const index = endpointNumber | (direction === 'in' ? directionIn : 0)
    await this.#request({ recipient: 'endpoint', request: standardRequests.CLEAR_FEATURE, value: ENDPOINT_HALT, index })
  }

  async transferIn(endpointNumber: number, length: number): Promise<USBInTransferResult> {
    this.#ensureEndpoint('in', endpointNumber)
    return inResult(await this.#imported.submit({ direction: directions.in, endpoint: endpointNumber, length }))
  }

  async transferOut(endpointNumber: number, data: BufferSource): Promise<USBOutTransferResult> {
    this.#ensureEndpoint('out', endpointNumber)
    const payload = bytesOf(data)
    const { length } = payload
    return outResult(
      await this.#imported.submit({ direction: directions.out, endpoint: endpointNumber, length, payload }),
    )
  }

  async isochronousTransferIn(): Promise<USBIsochronousInTransferResult> {
    throw usbException('noIsochronous')
  }

  async isochronousTransferOut(): Promise<USBIsochronousOutTransferResult> {
    throw usbException('noIsochronous')
  }

  async reset(): Promise<void> {
    this.#ensureOpen()
    this.#imported.cancel()
    await this.#control(portReset)
  }

  #request(setup: Pick<USBControlTransferParameters, 'recipient' | 'request' | 'value'> & { index?: number }) {
    return this.#control({ requestType: 'standard', index: 0, ...setup })
  }

  /** A request of ours, which a device does not refuse. */
  async #control(setup: USBControlTransferParameters): Promise<void> {
    const { status } = await this.#imported.submit(controlUrb(setup, directions.out, 0))
    if (status !== 0) throw usbException('transferError')
  }

  #ensurePlugged(): void {
    if (this.#imported.ended) throw usbException('disconnected')
  }

  #ensureOpen(): void {
    this.#ensurePlugged()
    if (!this.opened) throw usbException('notOpen')
  }

  #interface(interfaceNumber: number): UsbIpInterface {
    this.#ensureOpen()
    if (!this.configuration) throw usbException('notConfigured')
    const found = this.configuration.interfaces.find((row) => row.interfaceNumber === interfaceNumber)
    if (!found) throw usbException('noInterface')
    return found
  }

  #claimed(interfaceNumber: number): UsbIpInterface {
    const found = this.#interface(interfaceNumber)
    if (!found.claimed) throw usbException('notClaimed')
    return found
  }

  #ensureEndpoint(direction: USBDirection, endpointNumber: number): void {
    this.#ensureOpen()
    const isThere = this.configuration?.interfaces.some(
      ({ claimed, alternate }) =>
        claimed &&
        alternate.endpoints.some((row) => row.endpointNumber === endpointNumber && row.direction === direction),
    )
    if (!isThere) throw usbException('noEndpoint')
  }

  #ensureControl({ recipient, index }: USBControlTransferParameters): void {
    this.#ensureOpen()
    if (recipient === 'interface') this.#claimed(index & 0xff)
    if (recipient === 'endpoint') this.#ensureEndpoint((index & directionIn) === 0 ? 'out' : 'in', index & 0x0f)
  }
}

class UsbIpConfiguration implements USBConfiguration {
  readonly configurationValue: number
  readonly configurationName = null
  readonly interfaces: UsbIpInterface[]

  constructor({ configurationValue, interfaces }: ConfigurationDescriptor) {
    this.configurationValue = configurationValue
    this.interfaces = [...interfaces].map(([number, alternates]) => new UsbIpInterface(number, alternates))
  }
}

class UsbIpInterface implements USBInterface {
  readonly interfaceNumber: number
  readonly alternates: USBAlternateInterface[]
  alternate: USBAlternateInterface
  claimed = false

  constructor(interfaceNumber: number, alternates: readonly AlternateDescriptor[]) {
    this.interfaceNumber = interfaceNumber
    this.alternates = alternates.map((row) => ({ ...row, interfaceName: null }))
    const [first] = this.alternates
    if (!first) throw malformed('configuration descriptor')
    this.alternate = first
  }
}

const isOf = ({ endpointNumber, direction }: EndpointDescriptor, urb: Urb): boolean =>
  urb.endpoint === endpointNumber && (urb.direction === directions.in) === (direction === 'in')

/** Binary-coded decimal, as in bcdUSB: 0x0210 is 2.1.0. */
const versionParts = (bcd: number): [number, number, number] => [bcd >> 8, (bcd >> 4) & 0x0f, bcd & 0x0f]

const bytesOf = (data: BufferSource): Uint8Array =>
  ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data)

function controlUrb(
  { requestType, recipient, request, value, index }: USBControlTransferParameters,
  direction: number,
  length: number,
): Urb {
  const setup = Buffer.alloc(8)
  const isIn = direction === directions.in
  setup[0] = requestTypes[requestType] | recipients[recipient] | (isIn ? directionIn : 0)
  setup[1] = request
  setup.writeUInt16LE(value, 2)
  setup.writeUInt16LE(index, 4)
  setup.writeUInt16LE(length, 6)
  return { direction, endpoint: 0, length, setup }
}

/** Error: ERR_READER_PROTOCOL when the device does not give it. */
async function readDescriptor(imported: ImportedDevice, value: number, index: number, length: number): Promise<Buffer> {
  const request = standardRequests.GET_DESCRIPTOR
  const setup = { requestType: 'standard', recipient: 'device', request, value, index } as const
  const { status, data } = await imported.submit(controlUrb(setup, directions.in, length))
  if (transferStatus(status) !== 'ok') throw malformed(`descriptor ${value >> 8}`)
  return data
}

const inResult = ({ status, data }: UrbEnd): USBInTransferResult => ({
  status: transferStatus(status),
  data: new DataView(data.buffer, data.byteOffset, data.length),
})

const outResult = ({ status, length }: UrbEnd): USBOutTransferResult => ({
  status: transferStatus(status),
  bytesWritten: length,
})
