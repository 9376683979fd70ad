/** USB/IP version 1.1.1 as bytes: the kernel's Documentation/usb/usbip_protocol.rst. All numbers are big-endian. */
export const usbipVersion = 0x0111

/** A request of one side, and its answer: the request's code without the top bit. */
export const operations = {
  OP_REQ_IMPORT: 0x8003,
  OP_REP_IMPORT: 0x0003,
  OP_REQ_DEVLIST: 0x8005,
  OP_REP_DEVLIST: 0x0005,
} as const

/** Status of an answer (tools/usb/usbip/libsrc/usbip_common.h); the document knows only 0 and 1. */
export const operationStatuses = { ok: 0, notAvailable: 1, busy: 2, error: 3, noDevice: 4 } as const

export const urbCommands = {
  USBIP_CMD_SUBMIT: 1,
  USBIP_CMD_UNLINK: 2,
  USBIP_RET_SUBMIT: 3,
  USBIP_RET_UNLINK: 4,
} as const

export const directions = { out: 0, in: 1 } as const

/** Linux's errno values, which USB/IP carries negated as an URB's status. */
export const urbStatuses = {
  ok: 0,
  /** ENOENT: the device has no such endpoint. */
  noEndpoint: -2,
  /** EPIPE */
  stall: -32,
  /** EPROTO: an electrical fault. */
  broken: -71,
  /** EOVERFLOW */
  babble: -75,
  /** ECONNRESET */
  cancelled: -104,
  /** ESHUTDOWN */
  unplugged: -108,
} as const

/** enum usb_device_speed. */
export const speeds = { full: 2, high: 3 } as const

export const lengths = {
  operationHeader: 8,
  busId: 32,
  device: 312,
  interface: 4,
  urb: 48,
} as const

/** No CCID message is longer by far; a peer that announces more is out of step. */
export const transferMaximum = 0x10_0000

const pathLength = 256

export interface DeviceRecord {
  readonly path: string
  readonly busId: string
  readonly busNumber: number
  readonly deviceNumber: number
  readonly speed: number
  readonly idVendor: number
  readonly idProduct: number
  readonly bcdDevice: number
  readonly bDeviceClass: number
  readonly bDeviceSubClass: number
  readonly bDeviceProtocol: number
  readonly bConfigurationValue: number
  readonly bNumConfigurations: number
  readonly bNumInterfaces: number
}

/** In the words of WebUSB. */
export interface InterfaceRecord {
  readonly interfaceClass: number
  readonly interfaceSubclass: number
  readonly interfaceProtocol: number
}

export interface OperationHeader {
  readonly version: number
  readonly code: number
  readonly status: number
}

export function encodeOperation(code: number, status: number, ...rest: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(lengths.operationHeader)
  header.writeUInt16BE(usbipVersion, 0)
  header.writeUInt16BE(code, 2)
  header.writeUInt32BE(status, 4)
  return Buffer.concat([header, ...rest])
}

export const decodeOperation = (bytes: Buffer): OperationHeader => ({
  version: bytes.readUInt16BE(0),
  code: bytes.readUInt16BE(2),
  status: bytes.readUInt32BE(4),
})

export function encodeBusId(busId: string): Buffer {
  const bytes = Buffer.alloc(lengths.busId)
  bytes.write(busId, 0, lengths.busId - 1, 'latin1')
  return bytes
}

/** The text of a field that is filled up with zeros. */
export const decodeText = (bytes: Buffer): string => bytes.toString('latin1').replace(/\0.*$/s, '')

export function encodeDevice(device: DeviceRecord): Buffer {
  const bytes = Buffer.alloc(lengths.device)
  bytes.write(device.path, 0, pathLength - 1, 'latin1')
  encodeBusId(device.busId).copy(bytes, pathLength)
  bytes.writeUInt32BE(device.busNumber, 288)
  bytes.writeUInt32BE(device.deviceNumber, 292)
  bytes.writeUInt32BE(device.speed, 296)
  bytes.writeUInt16BE(device.idVendor, 300)
  bytes.writeUInt16BE(device.idProduct, 302)
  bytes.writeUInt16BE(device.bcdDevice, 304)
  bytes.set(
    [
      device.bDeviceClass,
      device.bDeviceSubClass,
      device.bDeviceProtocol,
      device.bConfigurationValue,
      device.bNumConfigurations,
      device.bNumInterfaces,
    ],
    306,
  )
  return bytes
}

export function decodeDevice(bytes: Buffer): DeviceRecord {
  return {
    path: decodeText(bytes.subarray(0, pathLength)),
    busId: decodeText(bytes.subarray(pathLength, pathLength + lengths.busId)),
    busNumber: bytes.readUInt32BE(288),
    deviceNumber: bytes.readUInt32BE(292),
    speed: bytes.readUInt32BE(296),
    idVendor: bytes.readUInt16BE(300),
    idProduct: bytes.readUInt16BE(302),
    bcdDevice: bytes.readUInt16BE(304),
    bDeviceClass: bytes.readUInt8(306),
    bDeviceSubClass: bytes.readUInt8(307),
    bDeviceProtocol: bytes.readUInt8(308),
    bConfigurationValue: bytes.readUInt8(309),
    bNumConfigurations: bytes.readUInt8(310),
    bNumInterfaces: bytes.readUInt8(311),
  }
}

/** devid of every URB. */
export const deviceId = ({ busNumber, deviceNumber }: Pick<DeviceRecord, 'busNumber' | 'deviceNumber'>): number =>
  ((busNumber << 16) | deviceNumber) >>> 0

export const encodeInterface = (record: InterfaceRecord): Uint8Array =>
  Uint8Array.of(record.interfaceClass, record.interfaceSubclass, record.interfaceProtocol, 0)

export const decodeInterface = (bytes: Uint8Array): InterfaceRecord => ({
  interfaceClass: bytes[0] ?? 0,
  interfaceSubclass: bytes[1] ?? 0,
  interfaceProtocol: bytes[2] ?? 0,
})

/** USBIP_CMD_SUBMIT. Of an OUT transfer, `length` bytes follow. */
export interface SubmitCommand {
  readonly seqnum: number
  readonly devid: number
  readonly direction: number
  readonly endpoint: number
  readonly length: number
  /** Of a control transfer; else zeros. */
  readonly setup: Uint8Array
}

const noSetup: Uint8Array = new Uint8Array(8)

/** Not an isochronous transfer. */
const noPackets = -1

/** The command with what follows it, in one piece: `payload` is copied. */
export function encodeSubmit(command: Omit<SubmitCommand, 'setup'>, setup = noSetup, payload?: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(lengths.urb + (payload?.length ?? 0))
  bytes.writeUInt32BE(urbCommands.USBIP_CMD_SUBMIT, 0)
  bytes.writeUInt32BE(command.seqnum, 4)
  bytes.writeUInt32BE(command.devid, 8)
  bytes.writeUInt32BE(command.direction, 12)
  bytes.writeUInt32BE(command.endpoint, 16)
  bytes.writeUInt32BE(0, 20) // transfer_flags
  bytes.writeUInt32BE(command.length, 24)
  bytes.writeUInt32BE(0, 28) // start_frame
  bytes.writeInt32BE(noPackets, 32)
  bytes.writeUInt32BE(0, 36) // interval
  bytes.set(setup, 40)
  if (payload) bytes.set(payload, lengths.urb)
  return bytes
}

export const decodeSubmit = (bytes: Buffer): SubmitCommand & { readonly packets: number } => ({
  seqnum: bytes.readUInt32BE(4),
  devid: bytes.readUInt32BE(8),
  direction: bytes.readUInt32BE(12),
  endpoint: bytes.readUInt32BE(16),
  length: bytes.readUInt32BE(24),
  packets: bytes.readInt32BE(32),
  setup: bytes.subarray(40, lengths.urb),
})

/** USBIP_RET_SUBMIT. Of an IN transfer, `actualLength` bytes follow. */
export interface SubmitAnswer {
  readonly seqnum: number
  readonly status: number
  readonly actualLength: number
}

export function encodeSubmitAnswer({ seqnum, status, actualLength }: SubmitAnswer, payload?: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(lengths.urb + (payload?.length ?? 0)).fill(0, 0, lengths.urb)
  bytes.writeUInt32BE(urbCommands.USBIP_RET_SUBMIT, 0)
  bytes.writeUInt32BE(seqnum, 4)
  bytes.writeInt32BE(status, 20)
  bytes.writeInt32BE(actualLength, 24)
  if (payload) bytes.set(payload, lengths.urb)
  return bytes
}

/** USBIP_RET_SUBMIT and USBIP_RET_UNLINK begin alike. */
export const decodeAnswer = (bytes: Buffer): SubmitAnswer & { readonly command: number } => ({
  command: bytes.readUInt32BE(0),
  seqnum: bytes.readUInt32BE(4),
  status: bytes.readInt32BE(20),
  actualLength: bytes.readInt32BE(24),
})

/** USBIP_CMD_UNLINK: `target` is the seqnum to take back. */
export function encodeUnlink(seqnum: number, devid: number, target: number): Buffer {
  const bytes = Buffer.alloc(lengths.urb)
  bytes.writeUInt32BE(urbCommands.USBIP_CMD_UNLINK, 0)
  bytes.writeUInt32BE(seqnum, 4)
  bytes.writeUInt32BE(devid, 8)
  bytes.writeUInt32BE(target, 20)
  return bytes
}

export const decodeUnlink = (bytes: Buffer): { readonly seqnum: number; readonly target: number } => ({
  seqnum: bytes.readUInt32BE(4),
  target: bytes.readUInt32BE(20),
})

export function encodeUnlinkAnswer(seqnum: number, status: number): Buffer {
  const bytes = Buffer.alloc(lengths.urb)
  bytes.writeUInt32BE(urbCommands.USBIP_RET_UNLINK, 0)
  bytes.writeUInt32BE(seqnum, 4)
  bytes.writeInt32BE(status, 20)
  return bytes
}
