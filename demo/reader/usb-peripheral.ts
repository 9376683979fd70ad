import type { CcidFirmware } from './ccid-firmware.ts'
import { InEndpoint, type InTransfer, type TransferEnd } from './in-endpoint.ts'
import type { ReaderModel } from './reader-models.ts'
import {
  configurationDescriptor,
  descriptorTypes,
  deviceDescriptor,
  type InterfaceDescriptor,
  parseInterfaces,
  stringDescriptor,
} from './usb-descriptors.ts'

/** USB 2.0 §9.3: what begins a control transfer. */
export interface SetupPacket {
  readonly bmRequestType: number
  readonly bRequest: number
  readonly wValue: number
  readonly wIndex: number
  readonly wLength: number
}

/** The parts of bmRequestType (table 9-2). */
const requestTypes = { standard: 0x00, class: 0x20, mask: 0x60 } as const
const recipients = { device: 0x00, interface: 0x01, endpoint: 0x02, mask: 0x1f } as const
const directionIn = 0x80

/** Table 9-4. */
const standardRequests = {
  GET_STATUS: 0,
  CLEAR_FEATURE: 1,
  SET_FEATURE: 3,
  GET_DESCRIPTOR: 6,
  GET_CONFIGURATION: 8,
  SET_CONFIGURATION: 9,
  GET_INTERFACE: 10,
  SET_INTERFACE: 11,
} as const

/** Table 9-6. */
const ENDPOINT_HALT = 0

/** CCID 1.1 §5.3.1 */
const ABORT = 1

/**
 * A plugged-in reader as its bus sees it: descriptors, requests and endpoints, for whichever host drives it (one at a
 * time). What comes out of the endpoints is the firmware's.
 */
export class UsbPeripheral {
  readonly model: ReaderModel
  readonly interfaces: readonly InterfaceDescriptor[]
  readonly #inEndpoints = new Map<number, InEndpoint>()
  readonly #unplugListeners = new Set<() => void>()
  #firmware: CcidFirmware | undefined
  #configurationValue = 1
  #plugged = true

  constructor(model: ReaderModel) {
    this.model = model
    this.interfaces = parseInterfaces(configurationDescriptor(model))
    for (const { direction, endpointNumber, packetSize } of this.interfaces.flatMap(({ endpoints }) => endpoints))
      if (direction === 'in') this.#inEndpoints.set(endpointNumber, new InEndpoint(packetSize))
  }

  get plugged(): boolean {
    return this.#plugged
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
    this.#inEndpoints.get(this.model.bulkIn)?.break()
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

  /** Pulled out: whatever waits ends. */
  unplug(): void {
    this.#plugged = false
    for (const endpoint of this.#inEndpoints.values()) endpoint.endAll('unplugged')
    for (const listener of this.#unplugListeners) listener()
  }

  // ---- the host's side -----------------------------------------------------------------------------------------

  /** Calls `listener` once, when the reader is pulled out. Answers how to stop. */
  onUnplug(listener: () => void): () => void {
    this.#unplugListeners.add(listener)
    return () => this.#unplugListeners.delete(listener)
  }

  /** What a control transfer from the reader brings; undefined for a stall. */
  controlIn({ bmRequestType, bRequest, wValue, wIndex, wLength }: SetupPacket): Uint8Array<ArrayBuffer> | undefined {
    if ((bmRequestType & requestTypes.mask) !== requestTypes.standard) return undefined
    const recipient = bmRequestType & recipients.mask
    switch (bRequest) {
      case standardRequests.GET_DESCRIPTOR:
        return recipient === recipients.device ? this.#descriptor(wValue)?.slice(0, wLength) : undefined
      case standardRequests.GET_STATUS:
        return Uint8Array.of(recipient === recipients.endpoint && this.#isHalted(wIndex) ? 1 : 0, 0)
      case standardRequests.GET_CONFIGURATION:
        return Uint8Array.of(this.#configurationValue)
      case standardRequests.GET_INTERFACE:
        return this.#hasInterface(wIndex) ? Uint8Array.of(0) : undefined
      default:
        return undefined
    }
  }

  /** False for a stall. */
  controlOut({ bmRequestType, bRequest, wValue, wIndex }: SetupPacket): boolean {
    const type = bmRequestType & requestTypes.mask
    if (type === requestTypes.class && bRequest === ABORT) {
      this.#firmware?.abort(wValue & 0xff)
      return true
    }
    if (type !== requestTypes.standard) return false
    switch (bRequest) {
      case standardRequests.SET_CONFIGURATION:
        if (wValue > 1) return false
        this.#configurationValue = wValue
        return true
      case standardRequests.SET_INTERFACE:
        return wValue === 0 && this.#hasInterface(wIndex)
      case standardRequests.CLEAR_FEATURE:
      case standardRequests.SET_FEATURE:
        return this.#setHalt(bmRequestType, wValue, wIndex, bRequest === standardRequests.SET_FEATURE)
      default:
        return false
    }
  }

  /** `end` is called once, maybe before this returns. Undefined when there is no such endpoint. */
  transferIn(endpointNumber: number, length: number, end: (result: TransferEnd) => void): InTransfer | undefined {
    return this.#inEndpoints.get(endpointNumber)?.read(length, end)
  }

  /** False when the transfer had ended already. */
  cancel(endpointNumber: number, transfer: InTransfer): boolean {
    return this.#inEndpoints.get(endpointNumber)?.cancel(transfer) ?? false
  }

  /** False for a stall. `bytes` stay the caller's to overwrite. */
  transferOut(bytes: Uint8Array): boolean {
    if (this.#firmware?.takes(bytes) === false) return false
    this.#firmware?.receive(bytes)
    return true
  }

  hasOutEndpoint(endpointNumber: number): boolean {
    return endpointNumber === this.model.bulkOut
  }

  clearHalt(endpointNumber: number): void {
    this.#inEndpoints.get(endpointNumber)?.clearHalt()
  }

  cancelTransfers(): void {
    for (const endpoint of this.#inEndpoints.values()) endpoint.endAll('cancelled')
  }

  /** USB 2.0 §9.1.1.3: what was under way is forgotten. */
  reset(): void {
    this.cancelTransfers()
    for (const endpoint of this.#inEndpoints.values()) {
      endpoint.clear()
      endpoint.clearHalt()
    }
    this.#firmware?.reset()
  }

  #descriptor(wValue: number): Uint8Array<ArrayBuffer> | undefined {
    const index = wValue & 0xff
    const type = wValue >> 8
    if (type === descriptorTypes.string) return stringDescriptor(this.model, index)
    if (type === descriptorTypes.device && index === 0) return deviceDescriptor(this.model)
    return type === descriptorTypes.configuration && index === 0 ? configurationDescriptor(this.model) : undefined
  }

  #hasInterface(wIndex: number): boolean {
    return this.interfaces.some(({ interfaceNumber }) => interfaceNumber === (wIndex & 0xff))
  }

  #isHalted(address: number): boolean {
    return (address & directionIn) !== 0 && (this.#inEndpoints.get(address & 0x0f)?.halted ?? false)
  }

  #setHalt(bmRequestType: number, feature: number, address: number, halt: boolean): boolean {
    if ((bmRequestType & recipients.mask) !== recipients.endpoint || feature !== ENDPOINT_HALT) return false
    const endpoint = (address & directionIn) === 0 ? undefined : this.#inEndpoints.get(address & 0x0f)
    if (halt) endpoint?.halt()
    else endpoint?.clearHalt()
    return endpoint !== undefined || this.hasOutEndpoint(address)
  }
}
