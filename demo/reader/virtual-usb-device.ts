import type { TransferEnd } from './in-endpoint.ts'
import type { InterfaceDescriptor } from './usb-descriptors.ts'
import type { SetupPacket, UsbPeripheral } from './usb-peripheral.ts'
import { protectedClasses, refusal, refusals } from './usb-refusals.ts'

/** bmRequestType (USB 2.0 table 9-2). */
const requestTypes: Record<USBRequestType, number> = { standard: 0x00, class: 0x20, vendor: 0x40 }
const recipients: Record<USBRecipient, number> = { device: 0, interface: 1, endpoint: 2, other: 3 }
const directionIn = 0x80

const failures = {
  broken: refusals.transferError,
  cancelled: refusals.cancelled,
  unplugged: refusals.disconnected,
} as const

export interface DeviceHooks {
  readonly forget: () => Promise<void>
}

/** A plugged-in reader as `navigator.usb` shows it: the reader's own descriptors and endpoints, and the browser's refusals. */
export class VirtualUsbDevice implements USBDevice {
  readonly usbVersionMajor = 2
  readonly usbVersionMinor = 0
  readonly usbVersionSubminor = 0
  readonly deviceClass = 0
  readonly deviceSubclass = 0
  readonly deviceProtocol = 0
  readonly vendorId: number
  readonly productId: number
  readonly deviceVersionMajor: number
  readonly deviceVersionMinor: number
  readonly deviceVersionSubminor: number
  readonly manufacturerName: string
  readonly productName: string
  readonly serialNumber: string | null
  readonly configuration: USBConfiguration
  readonly configurations: USBConfiguration[]
  opened = false

  readonly peripheral: UsbPeripheral
  readonly #hooks: DeviceHooks
  readonly #claimed = new Set<number>()
  #deviceChanging = false
  #interfaceChanging = false

  constructor(peripheral: UsbPeripheral, hooks: DeviceHooks) {
    this.peripheral = peripheral
    this.#hooks = hooks
    const { model } = peripheral
    peripheral.onUnplug(() => {
      this.opened = false
      this.#claimed.clear()
    })
    this.vendorId = model.vendorId
    this.productId = model.productId
    this.deviceVersionMajor = model.bcdDevice >> 8
    this.deviceVersionMinor = (model.bcdDevice >> 4) & 0x0f
    this.deviceVersionSubminor = model.bcdDevice & 0x0f
    this.manufacturerName = model.manufacturerName
    this.productName = model.productName
    this.serialNumber = model.serialNumber
    this.configuration = {
      configurationValue: 1,
      configurationName: null,
      interfaces: this.peripheral.interfaces.map((descriptor) => this.#describe(descriptor)),
    }
    this.configurations = [this.configuration]
  }

  #describe({ interfaceNumber, endpoints, ...rest }: InterfaceDescriptor): USBInterface {
    const alternate = { ...rest, interfaceName: null, endpoints: [...endpoints] }
    const claimed = () => this.#claimed.has(interfaceNumber)
    return {
      interfaceNumber,
      alternate,
      alternates: [alternate],
      get claimed() {
        return claimed()
      },
    }
  }

  async open(): Promise<void> {
    this.#ensureQuiet('open')
    if (this.opened) return
    await this.#changeDevice('open')
    this.opened = true
  }

  async close(): Promise<void> {
    this.#ensureQuiet('close')
    if (!this.opened) return
    this.peripheral.cancelTransfers()
    await this.#changeDevice('close')
    this.opened = false
    this.#claimed.clear()
  }

  async forget(): Promise<void> {
    await this.#hooks.forget()
  }

  async selectConfiguration(configurationValue: number): Promise<void> {
    this.#ensureQuiet('selectConfiguration')
    if (!this.opened) throw refusal('selectConfiguration', 'notOpen')
    if (configurationValue !== 1) throw refusal('selectConfiguration', 'noConfiguration')
  }

  async claimInterface(interfaceNumber: number): Promise<void> {
    const found = this.#ensureInterface('claimInterface', interfaceNumber)
    if (this.#claimed.has(interfaceNumber)) return
    await this.#changeInterface('claimInterface')
    if (protectedClasses.has(found.interfaceClass)) throw refusal('claimInterface', 'protectedClass')
    this.#claimed.add(interfaceNumber)
  }

  async releaseInterface(interfaceNumber: number): Promise<void> {
    this.#ensureInterface('releaseInterface', interfaceNumber)
    if (!this.#claimed.has(interfaceNumber)) return
    this.#claimed.delete(interfaceNumber)
    this.peripheral.cancelTransfers()
    await this.#changeInterface('releaseInterface')
  }

  async selectAlternateInterface(interfaceNumber: number, alternateSetting: number): Promise<void> {
    this.#ensureClaimed('selectAlternateInterface', interfaceNumber)
    if (alternateSetting !== 0) throw refusal('selectAlternateInterface', 'noAlternate')
  }

  async controlTransferIn(setup: USBControlTransferParameters, length: number): Promise<USBInTransferResult> {
    this.#ensureControl('controlTransferIn', setup)
    const data = this.peripheral.controlIn(setupPacket(setup, directionIn, length))
    return data ? inResult({ status: 'ok', data }) : inResult({ status: 'stall' })
  }

  async controlTransferOut(setup: USBControlTransferParameters): Promise<USBOutTransferResult> {
    this.#ensureControl('controlTransferOut', setup)
    // Since 2026 Chromium lets no standard request change a device's state.
    if (setup.requestType === 'standard') throw refusal('controlTransferOut', 'notAllowed')
    return { status: this.peripheral.controlOut(setupPacket(setup, 0, 0)) ? 'ok' : 'stall', bytesWritten: 0 }
  }

  async clearHalt(direction: USBDirection, endpointNumber: number): Promise<void> {
    this.#ensureEndpoint('clearHalt', direction, endpointNumber)
    if (direction === 'in') this.peripheral.clearHalt(endpointNumber)
  }

  async transferIn(endpointNumber: number, length: number): Promise<USBInTransferResult> {
    this.#ensureEndpoint('transferIn', 'in', endpointNumber)
    return new Promise((resolve, reject) => {
      this.peripheral.transferIn(endpointNumber, length, (end) => {
        const failure = end.status in failures ? failures[end.status as keyof typeof failures] : undefined
        if (failure) reject(new DOMException(failure[1], failure[0]))
        else resolve(inResult(end))
      })
    })
  }

  async transferOut(endpointNumber: number, data: BufferSource): Promise<USBOutTransferResult> {
    this.#ensureEndpoint('transferOut', 'out', endpointNumber)
    const bytes = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()
      : new Uint8Array(data).slice()
    if (!this.peripheral.transferOut(bytes)) return { status: 'stall', bytesWritten: 0 }
    bytes.fill(0)
    return { status: 'ok', bytesWritten: bytes.length }
  }

  async isochronousTransferIn(): Promise<USBIsochronousInTransferResult> {
    throw refusal('isochronousTransferIn', 'noEndpoint')
  }

  async isochronousTransferOut(): Promise<USBIsochronousOutTransferResult> {
    throw refusal('isochronousTransferOut', 'noEndpoint')
  }

  async reset(): Promise<void> {
    this.#ensureQuiet('reset')
    if (!this.opened) throw refusal('reset', 'notOpen')
    this.peripheral.reset()
  }

  // ---- what Chromium checks first ------------------------------------------------------------------------------

  #ensureQuiet(method: string): void {
    if (!this.peripheral.plugged) throw refusal(method, 'disconnected')
    if (this.#deviceChanging) throw refusal(method, 'deviceChanging')
    if (this.#interfaceChanging) throw refusal(method, 'interfaceChanging')
  }

  #ensureInterface(method: string, interfaceNumber: number): InterfaceDescriptor {
    if (!this.peripheral.plugged) throw refusal(method, 'disconnected')
    if (this.#deviceChanging) throw refusal(method, 'deviceChanging')
    if (!this.opened) throw refusal(method, 'notOpen')
    const found = this.peripheral.interfaces.find((candidate) => candidate.interfaceNumber === interfaceNumber)
    if (!found) throw refusal(method, 'noInterface')
    if (this.#interfaceChanging) throw refusal(method, 'interfaceChanging')
    return found
  }

  #ensureClaimed(method: string, interfaceNumber: number): void {
    this.#ensureInterface(method, interfaceNumber)
    if (!this.#claimed.has(interfaceNumber)) throw refusal(method, 'notClaimed')
  }

  #ensureEndpoint(method: string, direction: USBDirection, endpointNumber: number): void {
    if (!this.peripheral.plugged) throw refusal(method, 'disconnected')
    if (this.#deviceChanging) throw refusal(method, 'deviceChanging')
    if (!this.opened) throw refusal(method, 'notOpen')
    if (endpointNumber < 1 || endpointNumber > 15) throw refusal(method, 'endpointRange')
    const available = this.peripheral.interfaces.some(
      ({ interfaceNumber, endpoints }) =>
        this.#claimed.has(interfaceNumber) &&
        endpoints.some((endpoint) => endpoint.endpointNumber === endpointNumber && endpoint.direction === direction),
    )
    if (!available) throw refusal(method, 'noEndpoint')
  }

  #ensureControl(method: string, { requestType, recipient, index }: USBControlTransferParameters): void {
    this.#ensureQuiet(method)
    if (!this.opened) throw refusal(method, 'notOpen')
    if (recipient === 'interface') this.#ensureClaimed(method, index & 0xff)
    if (recipient === 'endpoint') this.#ensureEndpoint(method, (index & 0x80) === 0 ? 'out' : 'in', index & 0x0f)
    // A request whose wIndex names a protected interface is refused even when it is addressed to the device.
    const named = this.peripheral.interfaces.find(({ interfaceNumber }) => interfaceNumber === (index & 0xff))
    if (requestType !== 'vendor' && named && protectedClasses.has(named.interfaceClass))
      throw refusal(method, 'notAllowed')
  }

  /** The browser process answers later: meanwhile other calls are refused, and the device may be pulled. */
  async #changeDevice(method: string): Promise<void> {
    this.#deviceChanging = true
    await Promise.resolve()
    this.#deviceChanging = false
    if (!this.peripheral.plugged) throw refusal(method, 'disconnected')
  }

  async #changeInterface(method: string): Promise<void> {
    this.#interfaceChanging = true
    await Promise.resolve()
    this.#interfaceChanging = false
    if (!this.peripheral.plugged) throw refusal(method, 'disconnected')
  }
}

const setupPacket = (
  { requestType, recipient, request, value, index }: USBControlTransferParameters,
  direction: number,
  wLength: number,
): SetupPacket => ({
  bmRequestType: direction | requestTypes[requestType] | recipients[recipient],
  bRequest: request,
  wValue: value,
  wIndex: index,
  wLength,
})

const inResult = (end: TransferEnd): USBInTransferResult =>
  end.status === 'ok'
    ? { status: 'ok', data: new DataView(end.data.buffer) }
    : { status: end.status === 'babble' ? 'babble' : 'stall', data: new DataView(new ArrayBuffer(0)) }
