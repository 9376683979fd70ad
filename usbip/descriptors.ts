import { malformed } from './usbip-errors.ts'

/** USB 2.0 table 9-5. */
export const descriptorTypes = { device: 1, configuration: 2, string: 3, interface: 4, endpoint: 5 } as const

export const descriptorLengths = { device: 18, configurationHeader: 9, string: 255 } as const
const lengths = { interface: 9, endpoint: 7 } as const

export interface DeviceDescriptor {
  readonly bcdUSB: number
  readonly bDeviceClass: number
  readonly bDeviceSubClass: number
  readonly bDeviceProtocol: number
  readonly idVendor: number
  readonly idProduct: number
  readonly bcdDevice: number
  readonly iManufacturer: number
  readonly iProduct: number
  readonly iSerialNumber: number
  readonly bNumConfigurations: number
}

/** Table 9-8. Error: ERR_READER_PROTOCOL. */
export function parseDevice(bytes: Buffer): DeviceDescriptor {
  if (bytes.length < descriptorLengths.device || bytes[1] !== descriptorTypes.device)
    throw malformed('device descriptor')
  return {
    bcdUSB: bytes.readUInt16LE(2),
    bDeviceClass: bytes.readUInt8(4),
    bDeviceSubClass: bytes.readUInt8(5),
    bDeviceProtocol: bytes.readUInt8(6),
    idVendor: bytes.readUInt16LE(8),
    idProduct: bytes.readUInt16LE(10),
    bcdDevice: bytes.readUInt16LE(12),
    iManufacturer: bytes.readUInt8(14),
    iProduct: bytes.readUInt8(15),
    iSerialNumber: bytes.readUInt8(16),
    bNumConfigurations: bytes.readUInt8(17),
  }
}

/** Table 9-16: UTF-16. Index 0 lists languages and is no text. */
export const parseString = (bytes: Buffer): string =>
  bytes.subarray(2, Math.min(bytes[0] ?? 0, bytes.length & ~1)).toString('utf16le')

export interface EndpointDescriptor {
  readonly endpointNumber: number
  readonly direction: USBDirection
  readonly type: USBEndpointType
  readonly packetSize: number
}

export interface AlternateDescriptor {
  readonly alternateSetting: number
  readonly interfaceClass: number
  readonly interfaceSubclass: number
  readonly interfaceProtocol: number
  readonly endpoints: EndpointDescriptor[]
}

export interface ConfigurationDescriptor {
  readonly configurationValue: number
  /** Alternate settings by interface number, in the order of the descriptor. */
  readonly interfaces: ReadonlyMap<number, AlternateDescriptor[]>
}

/** The whole configuration descriptor; what is neither interface nor endpoint is passed over. Error: ERR_READER_PROTOCOL. */
export function parseConfiguration(bytes: Buffer): ConfigurationDescriptor {
  if (bytes.length < descriptorLengths.configurationHeader || bytes[1] !== descriptorTypes.configuration)
    throw malformed('configuration descriptor')
  const interfaces = new Map<number, AlternateDescriptor[]>()
  let alternate: AlternateDescriptor | undefined
  for (let at = 0; at < bytes.length; at += bytes[at] ?? 0) {
    const descriptor = bytes.subarray(at, at + (bytes[at] ?? 0))
    if (descriptor.length < 2) throw malformed('configuration descriptor')
    if (descriptor[1] === descriptorTypes.interface && descriptor.length >= lengths.interface) {
      const [, , interfaceNumber = 0] = descriptor
      alternate = parseAlternate(descriptor)
      interfaces.set(interfaceNumber, [...(interfaces.get(interfaceNumber) ?? []), alternate])
    } else if (descriptor[1] === descriptorTypes.endpoint && descriptor.length >= lengths.endpoint) {
      alternate?.endpoints.push(parseEndpoint(descriptor))
    }
  }
  return { configurationValue: bytes.readUInt8(5), interfaces }
}

/** Table 9-12. */
const parseAlternate = (bytes: Buffer): AlternateDescriptor => ({
  alternateSetting: bytes.readUInt8(3),
  interfaceClass: bytes.readUInt8(5),
  interfaceSubclass: bytes.readUInt8(6),
  interfaceProtocol: bytes.readUInt8(7),
  endpoints: [],
})

/** Table 9-13. WebUSB has no control endpoint but the first, which no descriptor names. */
const endpointTypes: readonly USBEndpointType[] = ['bulk', 'isochronous', 'bulk', 'interrupt']

const parseEndpoint = (bytes: Buffer): EndpointDescriptor => ({
  endpointNumber: bytes.readUInt8(2) & 0x0f,
  direction: (bytes.readUInt8(2) & 0x80) === 0 ? 'out' : 'in',
  type: endpointTypes[bytes.readUInt8(3) & 0x03] ?? 'bulk',
  packetSize: bytes.readUInt16LE(4) & 0x07ff,
})
