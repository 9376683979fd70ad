import type { PairingUsb } from '../../../extension/pairing/choose-reader.ts'

/** A device as the browser describes it before it is opened. `opens` is what opening it does. */
export function fakeDevice(options: {
  readonly product: string
  readonly interfaceClass: number
  readonly vendorId?: number
  readonly productId?: number
  readonly opens?: () => Promise<void>
}) {
  const { product, interfaceClass, vendorId = 0x1403, productId = 0x75ff, opens = async () => undefined } = options
  const endpoints = [
    { endpointNumber: 1, direction: 'in', type: 'bulk', packetSize: 64 },
    { endpointNumber: 2, direction: 'out', type: 'bulk', packetSize: 64 },
  ] as const
  const alternate = { alternateSetting: 0, interfaceClass, interfaceSubclass: 0, interfaceProtocol: 0, endpoints }
  const configuration = {
    configurationValue: 1,
    interfaces: [{ interfaceNumber: 0, alternate, alternates: [alternate], claimed: false }],
  }
  const calls: string[] = []
  const device = {
    vendorId,
    productId,
    manufacturerName: 'InfoThink',
    productName: product,
    configurations: [configuration],
    configuration,
    opened: false,
    calls,
    forgotten: false,
    async open() {
      calls.push('open')
      await opens()
      device.opened = true
    },
    async close() {
      calls.push('close')
      device.opened = false
    },
    async controlTransferIn(_setup: unknown, length: number) {
      return { status: 'ok', data: new DataView(configurationDescriptor.buffer, 0, Math.min(length, 9 + 9 + 54)) }
    },
    async claimInterface() {
      calls.push('claimInterface')
    },
    async forget() {
      device.forgotten = true
    },
  }
  return device
}
export type FakeDevice = ReturnType<typeof fakeDevice>

/** Configuration, interface and CCID class descriptor of a reader at short-APDU level. */
const configurationDescriptor = new Uint8Array(9 + 9 + 54)
configurationDescriptor.set([9, 2, configurationDescriptor.length, 0, 1, 1, 0, 0x80, 50], 0)
configurationDescriptor.set([9, 4, 0, 0, 2, 0xff, 0, 0, 0], 9)
configurationDescriptor.set([54, 0x21, 0x10, 0x01], 18)
new DataView(configurationDescriptor.buffer).setUint32(18 + 40, 0x000207ba, true) // dwFeatures

/** As much of a device as the page uses. */
const isDevice = (device: unknown): device is USBDevice =>
  typeof device === 'object' && device !== null && 'configurations' in device

function asDevice(device: FakeDevice): USBDevice {
  if (!isDevice(device)) throw new TypeError('not a device')
  return device
}

/** A browser whose chooser takes the device that `pick` names; undefined is a chooser that was closed. */
export function fakeUsb(granted: FakeDevice[] = []) {
  const listeners = new Set<() => void>()
  const asked: USBDeviceRequestOptions[] = []
  let pick: FakeDevice | undefined
  const usb: PairingUsb = {
    getDevices: async () => granted.filter((device) => !device.forgotten).map(asDevice),
    async requestDevice(options) {
      asked.push(options)
      if (!pick) throw new DOMException('No device selected.', 'NotFoundError')
      granted.push(pick)
      return asDevice(pick)
    },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
  }
  return {
    usb,
    asked,
    listeners,
    willPick(device: FakeDevice | undefined): void {
      pick = device
    },
    plug(device: FakeDevice): void {
      granted.push(device)
      for (const listener of listeners) listener()
    },
  }
}
