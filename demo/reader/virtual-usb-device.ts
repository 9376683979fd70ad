import type { CcidFirmware } from './ccid-firmware.ts'
import { InEndpoint } from './in-endpoint.ts'
import type { ReaderModel } from './reader-models.ts'
import {
  configurationDescriptor,
  descriptorTypes,
  deviceDescriptor,
  type InterfaceDescriptor,
  parseInterfaces,
  stringDescriptor,
} from './usb-descriptors.ts'
import { protectedClasses, refusal, refusals } from './usb-refusals.ts'

const getDescriptor = 6
/** CCID 1.1 §5.3.1 */
const ccidAbort = 1

export interface DeviceHooks {
  readonly forget: () => Promise<void>
}

/**
 * A plugged-in reader as `navigator.usb` shows it: real descriptors, real endpoints, and the browser's own refusals.
 * What comes out of the endpoints is the firmware's.
 */
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

  readonly model: ReaderModel
  readonly #hooks: DeviceHooks
  #firmware: CcidFirmware | undefined
  readonly #interfaces: readonly InterfaceDescriptor[]
  readonly #claimed = new Set<number>()
  readonly #inEndpoints = new Map<number, InEndpoint>()
  #deviceChanging = false
  #interfaceChanging = false
  #connected = true

  constructor(model: ReaderModel, hooks: DeviceHooks) {
    this.model = model
    this.#hooks = hooks
    this.vendorId = model.vendorId
    this.productId = model.productId
    this.deviceVersionMajor = model.bcdDevice >> 8
    this.deviceVersionMinor = (model.bcdDevice >> 4) & 0x0f
    this.deviceVersionSubminor = model.bcdDevice & 0x0f
    this.manufacturerName = model.manufacturerName
    this.productName = model.productName
    this.serialNumber = model.serialNumber
    this.#interfaces = parseInterfaces(configurationDescriptor(model))
    for (const { direction, endpointNumber, packetSize } of this.#interfaces.flatMap(({ endpoints }) => endpoints))
      if (direction === 'in') this.#inEndpoints.set(endpointNumber, new InEndpoint(packetSize))
    this.configuration = {
      configurationValue: 1,
      configurationName: null,
      interfaces: this.#interfaces.map((descriptor) => this.#describe(descriptor)),
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

  // ---- the reader's side ---------------------------------------------------------------------------------------

  attach(firmware: CcidFirmware): void {
    this.#firmware = firmware
  }

  sendBulk(message: Uint8Array): void {
    this.#inEndpoints.get(this.model.bulkIn)?.send(message)
  }

  sendPacket(packet: Uint8Array): void {
    this.#inEndpoints.get(this.model.bulkIn)?.sendPacket(packet)
  }

  halt(): void {
    this.#inEndpoints.get(this.model.bulkIn)?.halt()
  }

  breakTransfer(): void {
    const [name, message] = refusals.transferError
    this.#inEndpoints.get(this.model.bulkIn)?.break(message, name)
  }

  /** The endpoint holds one notice, the newest. */
  notifySlotChange(bSlot: number): void {
    this.#firmware?.slotChanged(bSlot)
    const { interruptIn, silentInterrupt } = this.model
    const endpoint = interruptIn === undefined || silentInterrupt ? undefined : this.#inEndpoints.get(interruptIn)
    if (!endpoint || !this.#firmware) return
    endpoint.clear()
    endpoint.sendPacket(this.#firmware.slotChangeNotice(bSlot))
  }

  /** Pulled out: whatever waits fails, and every later call. */
  unplug(): void {
    this.#connected = false
    this.opened = false
    this.#claimed.clear()
    this.#failTransfers(refusals.disconnected)
  }

  // ---- the browser's side --------------------------------------------------------------------------------------

  async open(): Promise<void> {
    this.#ensureQuiet('open')
    if (this.opened) return
    await this.#changeDevice('open')
    this.opened = true
  }

  async close(): Promise<void> {
    this.#ensureQuiet('close')
    if (!this.opened) return
    this.#failTransfers(refusals.cancelled)
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
    this.#failTransfers(refusals.cancelled)
    await this.#changeInterface('releaseInterface')
  }

  async selectAlternateInterface(interfaceNumber: number, alternateSetting: number): Promise<void> {
    this.#ensureClaimed('selectAlternateInterface', interfaceNumber)
    if (alternateSetting !== 0) throw refusal('selectAlternateInterface', 'noAlternate')
  }

  async controlTransferIn(setup: USBControlTransferParameters, length: number): Promise<USBInTransferResult> {
    this.#ensureControl('controlTransferIn', setup)
    const descriptor = setup.requestType === 'standard' && setup.request === getDescriptor && this.#descriptor(setup)
    if (!descriptor) return { status: 'stall', data: new DataView(new ArrayBuffer(0)) }
    return { status: 'ok', data: new DataView(descriptor.slice(0, length).buffer) }
  }

  async controlTransferOut(setup: USBControlTransferParameters): Promise<USBOutTransferResult> {
    this.#ensureControl('controlTransferOut', setup)
    // Since 2026 Chromium lets no standard request change a device's state.
    if (setup.requestType === 'standard') throw refusal('controlTransferOut', 'notAllowed')
    if (setup.requestType === 'class' && setup.request === ccidAbort) {
      this.#firmware?.abort(setup.value & 0xff)
      return { status: 'ok', bytesWritten: 0 }
    }
    return { status: 'stall', bytesWritten: 0 }
  }

  #descriptor({ recipient, value }: USBControlTransferParameters): Uint8Array<ArrayBuffer> | undefined {
    if (recipient !== 'device') return undefined
    const index = value & 0xff
    const type = value >> 8
    if (type === descriptorTypes.string) return stringDescriptor(this.model, index)
    if (type === descriptorTypes.device && index === 0) return deviceDescriptor(this.model)
    return type === descriptorTypes.configuration && index === 0 ? configurationDescriptor(this.model) : undefined
  }

  async clearHalt(direction: USBDirection, endpointNumber: number): Promise<void> {
    this.#ensureEndpoint('clearHalt', direction, endpointNumber)
    if (direction === 'in') this.#inEndpoints.get(endpointNumber)?.clearHalt()
  }

  async transferIn(endpointNumber: number, length: number): Promise<USBInTransferResult> {
    this.#ensureEndpoint('transferIn', 'in', endpointNumber)
    const endpoint = this.#inEndpoints.get(endpointNumber)
    if (!endpoint) throw refusal('transferIn', 'noEndpoint')
    return endpoint.read(length)
  }

  async transferOut(endpointNumber: number, data: BufferSource): Promise<USBOutTransferResult> {
    this.#ensureEndpoint('transferOut', 'out', endpointNumber)
    const bytes = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()
      : new Uint8Array(data).slice()
    if (this.#firmware?.takes(bytes) === false) return { status: 'stall', bytesWritten: 0 }
    this.#firmware?.receive(bytes)
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
    this.#failTransfers(refusals.cancelled)
    for (const endpoint of this.#inEndpoints.values()) {
      endpoint.clear()
      endpoint.clearHalt()
    }
    this.#firmware?.reset()
  }

  // ---- what Chromium checks first ------------------------------------------------------------------------------

  #ensureQuiet(method: string): void {
    if (!this.#connected) throw refusal(method, 'disconnected')
    if (this.#deviceChanging) throw refusal(method, 'deviceChanging')
    if (this.#interfaceChanging) throw refusal(method, 'interfaceChanging')
  }

  #ensureInterface(method: string, interfaceNumber: number): InterfaceDescriptor {
    if (!this.#connected) throw refusal(method, 'disconnected')
    if (this.#deviceChanging) throw refusal(method, 'deviceChanging')
    if (!this.opened) throw refusal(method, 'notOpen')
    const found = this.#interfaces.find((candidate) => candidate.interfaceNumber === interfaceNumber)
    if (!found) throw refusal(method, 'noInterface')
    if (this.#interfaceChanging) throw refusal(method, 'interfaceChanging')
    return found
  }

  #ensureClaimed(method: string, interfaceNumber: number): void {
    this.#ensureInterface(method, interfaceNumber)
    if (!this.#claimed.has(interfaceNumber)) throw refusal(method, 'notClaimed')
  }

  #ensureEndpoint(method: string, direction: USBDirection, endpointNumber: number): void {
    if (!this.#connected) throw refusal(method, 'disconnected')
    if (this.#deviceChanging) throw refusal(method, 'deviceChanging')
    if (!this.opened) throw refusal(method, 'notOpen')
    if (endpointNumber < 1 || endpointNumber > 15) throw refusal(method, 'endpointRange')
    const available = this.#interfaces.some(
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
    const named = this.#interfaces.find(({ interfaceNumber }) => interfaceNumber === (index & 0xff))
    if (requestType !== 'vendor' && named && protectedClasses.has(named.interfaceClass))
      throw refusal(method, 'notAllowed')
  }

  /** The browser process answers later: meanwhile other calls are refused, and the device may be pulled. */
  async #changeDevice(method: string): Promise<void> {
    this.#deviceChanging = true
    await Promise.resolve()
    this.#deviceChanging = false
    if (!this.#connected) throw refusal(method, 'disconnected')
  }

  async #changeInterface(method: string): Promise<void> {
    this.#interfaceChanging = true
    await Promise.resolve()
    this.#interfaceChanging = false
    if (!this.#connected) throw refusal(method, 'disconnected')
  }

  #failTransfers([name, message]: readonly [name: string, message: string]): void {
    for (const endpoint of this.#inEndpoints.values()) endpoint.fail(message, name)
  }
}
