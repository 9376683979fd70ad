import type { VirtualUsbDevice } from './virtual-usb-device.ts'

/** Chromium's class of this name takes real devices only. */
class VirtualConnectionEvent extends Event implements USBConnectionEvent {
  readonly device: USBDevice

  constructor(type: 'connect' | 'disconnect', device: USBDevice) {
    super(type)
    this.device = device
  }
}

/** What the desk knows and the browser decides. */
export interface UsbHooks {
  /** Devices plugged in that this extension was granted, in the order of plugging. */
  readonly granted: () => Promise<VirtualUsbDevice[]>
  /** Devices plugged in that were not granted yet: what the chooser would list. */
  readonly offered: () => Promise<VirtualUsbDevice[]>
  readonly grant: (device: VirtualUsbDevice) => Promise<void>
  /** Whether the person has just pressed something: `navigator.userActivation.isActive`. */
  readonly hasUserActivation: () => boolean
}

type Listener<Self> = EventListenerOrEventListenerObject | ((this: Self, event: USBConnectionEvent) => unknown) | null

interface Registration<Self> {
  readonly type: string
  readonly listener: Listener<Self>
  readonly once: boolean
}

/** `navigator.usb` over the desk. The person in the chooser always takes the first device that fits. */
export class VirtualUsb implements USB {
  onconnect: ((this: USB, event: USBConnectionEvent) => unknown) | null = null
  ondisconnect: ((this: USB, event: USBConnectionEvent) => unknown) | null = null
  readonly #hooks: UsbHooks
  // Not EventTarget's own: its listeners take any Event, and the interface's take one with a device.
  readonly #listeners: Set<Registration<this>> = new Set()

  constructor(hooks: UsbHooks) {
    this.#hooks = hooks
  }

  async getDevices(): Promise<USBDevice[]> {
    return this.#hooks.granted()
  }

  async requestDevice(options?: USBDeviceRequestOptions): Promise<USBDevice> {
    if (!options || !Array.isArray(options.filters))
      throw new TypeError(`${failed}: Failed to read the 'filters' property from 'USBDeviceRequestOptions'.`)
    if (!this.#hooks.hasUserActivation())
      throw new DOMException(
        `${failed}: Must be handling a user gesture to show a permission request.`,
        'SecurityError',
      )
    const { filters, exclusionFilters = [] } = options
    const chosen = (await this.#hooks.offered()).find(
      (device) =>
        (filters.length === 0 || filters.some((filter) => matches(device, filter))) &&
        !exclusionFilters.some((filter) => matches(device, filter)),
    )
    if (!chosen) throw new DOMException(`${failed}: No device selected.`, 'NotFoundError')
    await this.#hooks.grant(chosen)
    return chosen
  }

  addEventListener(type: string, listener: Listener<this>, options: boolean | AddEventListenerOptions = {}): void {
    const { once = false, signal } = typeof options === 'boolean' ? {} : options
    if (signal?.aborted || [...this.#listeners].some((known) => known.type === type && known.listener === listener))
      return
    this.#listeners.add({ type, listener, once })
    signal?.addEventListener('abort', () => {
      this.removeEventListener(type, listener)
    })
  }

  removeEventListener(type: string, listener: Listener<this>): void {
    for (const known of this.#listeners)
      if (known.type === type && known.listener === listener) this.#listeners.delete(known)
  }

  dispatchEvent(event: Event): boolean {
    if (event instanceof VirtualConnectionEvent) this.#deliver(event)
    return true
  }

  announce(type: 'connect' | 'disconnect', device: USBDevice): void {
    const event = new VirtualConnectionEvent(type, device)
    const handler = type === 'connect' ? this.onconnect : this.ondisconnect
    handler?.call(this, event)
    this.#deliver(event)
  }

  #deliver(event: VirtualConnectionEvent): void {
    for (const known of Array.from(this.#listeners)) {
      if (known.type !== event.type) continue
      if (known.once) this.#listeners.delete(known)
      if (typeof known.listener === 'function') known.listener.call(this, event)
      else known.listener?.handleEvent(event)
    }
  }
}

const failed = "Failed to execute 'requestDevice' on 'USB'"

/** WebUSB §4.1: class codes match the device or any of its interfaces. */
function matches(device: VirtualUsbDevice, filter: USBDeviceFilter): boolean {
  if (filter.vendorId !== undefined && filter.vendorId !== device.vendorId) return false
  if (filter.productId !== undefined && filter.productId !== device.productId) return false
  if (filter.serialNumber !== undefined && filter.serialNumber !== device.serialNumber) return false
  if (filter.classCode === undefined) return true
  return device.configuration.interfaces.some(
    ({ alternate }) =>
      alternate.interfaceClass === filter.classCode &&
      (filter.subclassCode === undefined || alternate.interfaceSubclass === filter.subclassCode) &&
      (filter.protocolCode === undefined || alternate.interfaceProtocol === filter.protocolCode),
  )
}
