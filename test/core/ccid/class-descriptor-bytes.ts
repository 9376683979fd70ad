import type { CcidClassDescriptor } from '../../../core/ccid/class-descriptor.ts'

/** CCID 1.1 table 5.1-1, in its order, with the size of each field: written apart from the parser. */
const layout: readonly (readonly [keyof CcidClassDescriptor, 1 | 2 | 4])[] = [
  ['bcdCCID', 2],
  ['bMaxSlotIndex', 1],
  ['bVoltageSupport', 1],
  ['dwProtocols', 4],
  ['dwDefaultClock', 4],
  ['dwMaximumClock', 4],
  ['bNumClockSupported', 1],
  ['dwDataRate', 4],
  ['dwMaxDataRate', 4],
  ['bNumDataRatesSupported', 1],
  ['dwMaxIFSD', 4],
  ['dwSynchProtocols', 4],
  ['dwMechanical', 4],
  ['dwFeatures', 4],
  ['dwMaxCCIDMessageLength', 4],
  ['bClassGetResponse', 1],
  ['bClassEnvelope', 1],
  ['wLcdLayout', 2],
  ['bPINSupport', 1],
  ['bMaxCCIDBusySlots', 1],
]

export function classDescriptorBytes(descriptor: CcidClassDescriptor): Uint8Array<ArrayBuffer> {
  const fields = layout.flatMap(([name, size]) =>
    Array.from({ length: size }, (_, index) => Math.floor(descriptor[name] / 256 ** index) & 0xff),
  )
  return Uint8Array.of(54, 0x21, ...fields)
}
