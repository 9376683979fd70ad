import { CodedError } from '../errors/coded-error.ts'

/** CCID 1.1 table 5.1-1, the fields that steer a driver, spelled as printed. Rates in bit/s, clocks in kHz. */
export interface CcidClassDescriptor {
  readonly bcdCCID: number
  readonly bMaxSlotIndex: number
  readonly bVoltageSupport: number
  readonly dwProtocols: number
  readonly dwDefaultClock: number
  readonly dwMaximumClock: number
  readonly bNumClockSupported: number
  readonly dwDataRate: number
  readonly dwMaxDataRate: number
  readonly bNumDataRatesSupported: number
  readonly dwMaxIFSD: number
  readonly dwSynchProtocols: number
  readonly dwMechanical: number
  readonly dwFeatures: number
  readonly dwMaxCCIDMessageLength: number
  readonly bClassGetResponse: number
  readonly bClassEnvelope: number
  readonly wLcdLayout: number
  readonly bPINSupport: number
  readonly bMaxCCIDBusySlots: number
}

export const classDescriptorLength = 54

/** dwFeatures. */
export const features = {
  automaticParameters: 0x02,
  automaticActivation: 0x04,
  automaticVoltage: 0x08,
  /** The reader follows the parameters with its clock and its baud rate; else it must be told both. */
  automaticClock: 0x10,
  automaticBaudRate: 0x20,
  /** The reader negotiates by itself and wants to hear nothing about it. */
  automaticNegotiation: 0x40,
  /** The reader does the PPS when it is given parameters. */
  automaticPps: 0x80,
  automaticIfsd: 0x400,
} as const

export type ExchangeLevel = 'character' | 'tpdu' | 'short-apdu' | 'extended-apdu'

/** Bits 16 to 18 of dwFeatures; the lowest one set counts. */
export function exchangeLevel({ dwFeatures }: Pick<CcidClassDescriptor, 'dwFeatures'>): ExchangeLevel {
  if (dwFeatures & 0x10000) return 'tpdu'
  if (dwFeatures & 0x20000) return 'short-apdu'
  return dwFeatures & 0x40000 ? 'extended-apdu' : 'character'
}

/** Errors: ERR_READER_PROTOCOL (field CCID class descriptor) for anything but 54 bytes that say so. */
export function parseClassDescriptor(bytes: Uint8Array): CcidClassDescriptor {
  if (bytes.length !== classDescriptorLength || bytes[0] !== classDescriptorLength) {
    const details = { field: 'CCID class descriptor' }
    throw new CodedError('ERR_READER_PROTOCOL', `a CCID class descriptor of ${bytes.length} bytes`, { details })
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const byte = (offset: number): number => view.getUint8(offset)
  const word = (offset: number): number => view.getUint16(offset, true)
  const double = (offset: number): number => view.getUint32(offset, true)
  return {
    bcdCCID: word(2),
    bMaxSlotIndex: byte(4),
    bVoltageSupport: byte(5),
    dwProtocols: double(6),
    dwDefaultClock: double(10),
    dwMaximumClock: double(14),
    bNumClockSupported: byte(18),
    dwDataRate: double(19),
    dwMaxDataRate: double(23),
    bNumDataRatesSupported: byte(27),
    dwMaxIFSD: double(28),
    dwSynchProtocols: double(32),
    dwMechanical: double(36),
    dwFeatures: double(40),
    dwMaxCCIDMessageLength: double(44),
    bClassGetResponse: byte(48),
    bClassEnvelope: byte(49),
    wLcdLayout: word(50),
    bPINSupport: byte(52),
    bMaxCCIDBusySlots: byte(53),
  }
}
