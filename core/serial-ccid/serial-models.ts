import type { CcidClassDescriptor } from '../ccid/class-descriptor.ts'
import type { SlotRole } from './slot-roles.ts'

export interface SerialSlot {
  /** As a person knows it: what is put there. */
  readonly name: string
  readonly role: SlotRole
}

/** A reader on a serial line. It has no descriptors to read: this row says what they would. */
export interface SerialReaderModel {
  readonly id: 'GemCorePOSPro' | 'GemPCTwin'
  /** In the answer to Escape 02. */
  readonly firmware: RegExp
  /** Sends back every frame it gets before it answers. Tells the model when the firmware's text does not. */
  readonly echoes: boolean
  /** By bSlot. */
  readonly slots: readonly SerialSlot[]
  readonly descriptor: CcidClassDescriptor
}

/** What the drivers of the GemCore family take for granted: TPDU level, parameters and voltage set by the driver. */
const gemCore: CcidClassDescriptor = {
  bcdCCID: 0x0100,
  bMaxSlotIndex: 0,
  bVoltageSupport: 0x07,
  dwProtocols: 0x03,
  dwDefaultClock: 4000,
  dwMaximumClock: 4000,
  bNumClockSupported: 1,
  dwDataRate: 10_752,
  dwMaxDataRate: 344_086,
  bNumDataRatesSupported: 0,
  dwMaxIFSD: 254,
  dwSynchProtocols: 0,
  dwMechanical: 0,
  dwFeatures: 0x0001_0230,
  dwMaxCCIDMessageLength: 271,
  bClassGetResponse: 0,
  bClassEnvelope: 0,
  wLcdLayout: 0,
  bPINSupport: 0,
  bMaxCCIDBusySlots: 1,
}

export const serialReaderModels: readonly SerialReaderModel[] = [
  {
    id: 'GemCorePOSPro',
    firmware: /GemCore.?POS/i,
    echoes: false,
    // The NHI reader: the patient's card, the institution's or its people's, and the security modules.
    slots: [
      { name: '健保卡', role: 'nhi' },
      { name: '醫事人員卡／機構卡', role: 'hca' },
      { name: 'SAM 1', role: 'sam' },
      { name: 'SAM 2', role: 'sam' },
      { name: 'SAM 3', role: 'sam' },
    ],
    // The inner slots keep up with 125,000 bit/s, the outer ones with 500,000: one descriptor speaks for all of them.
    descriptor: { ...gemCore, bMaxSlotIndex: 4, dwMaxDataRate: 125_000 },
  },
  {
    id: 'GemPCTwin',
    firmware: /Gem(PC)?.?Twin/i,
    echoes: true,
    slots: [{ name: '卡片', role: 'any' }],
    descriptor: gemCore,
  },
]

/** A reader with a place for security modules is an NHI reader (健保讀卡機). */
export const isNhiReader = ({ slots }: SerialReaderModel): boolean => slots.some(({ role }) => role === 'sam')

/** The longest message of any model, to begin with. */
export const longestMessage = Math.max(...serialReaderModels.map(({ descriptor }) => descriptor.dwMaxCCIDMessageLength))

/** By the firmware's own words, else by what it does. */
export function serialReaderModel(firmware: string, echoes: boolean): SerialReaderModel {
  const known = serialReaderModels.find((model) => model.firmware.test(firmware))
  const model = known ?? serialReaderModels.find((row) => row.echoes === echoes)
  if (!model) throw new RangeError('the table has no model that does so')
  return model
}
