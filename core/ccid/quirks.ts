import type { CcidClassDescriptor } from './class-descriptor.ts'
import type { LengthOrder } from './messages.ts'

/** Where a reader leaves the standard. Each row names the device and the reason; protocol code stays as printed. */
export interface ReaderQuirks {
  readonly idVendor: number
  readonly idProduct: number
  /** An interface of this class is CCID, though it does not say so. */
  readonly interfaceClass?: number
  /** What a missing class descriptor would have said. */
  readonly descriptor?: CcidClassDescriptor
  readonly lengthOrder?: LengthOrder
  /** Bytes that the reader puts before the ATR. */
  readonly bytesBeforeAtr?: number
}

export const readerQuirks: readonly ReaderQuirks[] = [
  {
    // Castles EZ100PU, very common in Taiwan. Class 0x00, no class descriptor, dwLength the wrong way round and a zero
    // before the ATR (drinkcat/ezIFD, README and src/ccid_usb.c). Its twin EZCCID (0CA6:00A0) gives the descriptor;
    // the vendor's TPDU engine is at 5 V and takes 271 bytes with an IFSD of 252.
    idVendor: 0x0ca6,
    idProduct: 0x0010,
    interfaceClass: 0x00,
    lengthOrder: 'big',
    bytesBeforeAtr: 1,
    descriptor: {
      bcdCCID: 0x0100,
      bMaxSlotIndex: 0,
      bVoltageSupport: 0x01,
      dwProtocols: 0x03,
      dwDefaultClock: 3580,
      dwMaximumClock: 3580,
      bNumClockSupported: 1,
      dwDataRate: 9600,
      dwMaxDataRate: 115_200,
      bNumDataRatesSupported: 15,
      dwMaxIFSD: 252,
      dwSynchProtocols: 0,
      dwMechanical: 0,
      dwFeatures: 0x0001_0130,
      dwMaxCCIDMessageLength: 271,
      bClassGetResponse: 0,
      bClassEnvelope: 0,
      wLcdLayout: 0,
      bPINSupport: 0,
      bMaxCCIDBusySlots: 1,
    },
  },
]

export const quirksOf = (idVendor: number, idProduct: number): ReaderQuirks | undefined =>
  readerQuirks.find((row) => row.idVendor === idVendor && row.idProduct === idProduct)
