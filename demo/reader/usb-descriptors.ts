import { concat } from '../../core/bytes/concat.ts'
import type { ReaderModel } from './reader-models.ts'

/** USB 2.0 §9.6, as bytes: what the reader sends, and what the browser's objects are read from. */
export const descriptorTypes = {
  device: 1,
  configuration: 2,
  string: 3,
  interface: 4,
  endpoint: 5,
  ccid: 0x21,
} as const

const packetSize = 64
const word = (value: number) => [value & 0xff, value >> 8]
const doubleWord = (value: number) => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff)

const strings = (model: ReaderModel) => ['', model.manufacturerName, model.productName, model.serialNumber ?? '']

export const deviceDescriptor = (model: ReaderModel): Uint8Array<ArrayBuffer> =>
  concat(
    [18, descriptorTypes.device, ...word(0x0200), 0, 0, 0, packetSize],
    word(model.vendorId),
    word(model.productId),
    word(model.bcdDevice),
    [1, 2, model.serialNumber === null ? 0 : 3, 1],
  )

export function configurationDescriptor(model: ReaderModel): Uint8Array<ArrayBuffer> {
  const endpoints = [
    endpoint(model.bulkOut, 2, packetSize, 0),
    endpoint(0x80 | model.bulkIn, 2, packetSize, 0),
    ...(model.interruptIn === undefined ? [] : [endpoint(0x80 | model.interruptIn, 3, 8, 16)]),
  ]
  const body = concat(
    // Interfaces before the reader's are a vendor's own, without endpoints.
    ...Array.from({ length: model.interfaceNumber }, (_, number) => interfaceDescriptor(number, 0, 0xff)),
    interfaceDescriptor(model.interfaceNumber, endpoints.length, model.interfaceClass),
    model.describesItself ? ccidDescriptor(model) : [],
    ...endpoints,
  )
  const header = [9, descriptorTypes.configuration, ...word(9 + body.length), model.interfaceNumber + 1, 1, 0, 0x80, 50]
  return concat(header, body)
}

const interfaceDescriptor = (number: number, endpoints: number, interfaceClass: number) =>
  Uint8Array.of(9, descriptorTypes.interface, number, 0, endpoints, interfaceClass, 0, 0, 0)

const endpoint = (address: number, type: number, size: number, interval: number) =>
  Uint8Array.of(7, descriptorTypes.endpoint, address, type, ...word(size), interval)

/** CCID 1.1 §5.1, line by line: each line ends where its name stands. */
const ccidDescriptor = ({ ccid, slots = 1, pinSupport }: ReaderModel): Uint8Array<ArrayBuffer> =>
  concat(
    [54, descriptorTypes.ccid],
    word(ccid.bcdCCID),
    [slots - 1, ccid.bVoltageSupport], // bMaxSlotIndex, bVoltageSupport
    doubleWord(3), // dwProtocols: T=0 and T=1
    doubleWord(ccid.dwDefaultClock),
    doubleWord(ccid.dwDefaultClock), // dwMaximumClock
    [0], // bNumClockSupported
    doubleWord(ccid.dwDataRate),
    doubleWord(ccid.dwMaxDataRate ?? ccid.dwDataRate),
    [0], // bNumDataRatesSupported
    doubleWord(ccid.dwMaxIFSD),
    doubleWord(0), // dwSynchProtocols
    doubleWord(0), // dwMechanical
    doubleWord(ccid.dwFeatures),
    doubleWord(ccid.dwMaxCCIDMessageLength),
    [ccid.bClassGetResponse, ccid.bClassGetResponse], // bClassGetResponse, bClassEnvelope
    pinSupport ? [pinSupport.lcdCharacters, pinSupport.lcdLines] : word(0), // wLcdLayout
    [pinSupport ? 1 : 0, 1], // bPINSupport, bMaxCCIDBusySlots
  )

/** String descriptors: index 0 lists the languages (English, United States). Undefined when there is no such string. */
export function stringDescriptor(model: ReaderModel, index: number): Uint8Array<ArrayBuffer> | undefined {
  if (index === 0) return concat([4, descriptorTypes.string], word(0x0409))
  const text = strings(model)[index]
  if (!text) return undefined
  const units = Array.from({ length: text.length }, (_, at) => word(text.charCodeAt(at))).flat()
  return concat([2 + units.length, descriptorTypes.string], units)
}

export interface EndpointDescriptor {
  readonly endpointNumber: number
  readonly direction: USBDirection
  readonly type: USBEndpointType
  readonly packetSize: number
}

export interface InterfaceDescriptor {
  readonly interfaceNumber: number
  readonly alternateSetting: number
  readonly interfaceClass: number
  readonly interfaceSubclass: number
  readonly interfaceProtocol: number
  readonly endpoints: readonly EndpointDescriptor[]
}

/** Reads a configuration descriptor like a host does: unknown descriptors are passed over. */
export function parseInterfaces(configuration: Uint8Array): readonly InterfaceDescriptor[] {
  const interfaces: (InterfaceDescriptor & { endpoints: EndpointDescriptor[] })[] = []
  for (let at = 0; at < configuration.length; at += configuration[at] ?? configuration.length) {
    const bytes = configuration.subarray(at, at + (configuration[at] ?? 0))
    const [, type, second = 0, third = 0, low = 0, classOrHigh = 0, subclass = 0, protocol = 0] = bytes
    if (type === descriptorTypes.interface) {
      interfaces.push({
        interfaceNumber: second,
        alternateSetting: third,
        interfaceClass: classOrHigh,
        interfaceSubclass: subclass,
        interfaceProtocol: protocol,
        endpoints: [],
      })
    } else if (type === descriptorTypes.endpoint) {
      interfaces.at(-1)?.endpoints.push({
        endpointNumber: second & 0x0f,
        direction: (second & 0x80) === 0 ? 'out' : 'in',
        type: (third & 0x03) === 3 ? 'interrupt' : 'bulk',
        packetSize: low + 256 * classOrHigh,
      })
    }
  }
  return interfaces
}
