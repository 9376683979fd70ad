import type { Text } from '../../core/i18n/text.ts'

/** The fields of a CCID class descriptor (CCID 1.1 table 5.1-1) in which our models differ. */
export interface CcidCapabilities {
  readonly bcdCCID: number
  /** Bits: 1 = 5 V, 2 = 3 V, 4 = 1.8 V. */
  readonly bVoltageSupport: number
  readonly dwDefaultClock: number
  readonly dwDataRate: number
  /** Default: dwDataRate, so that no card is spoken to any faster. */
  readonly dwMaxDataRate?: number
  readonly dwMaxIFSD: number
  readonly dwFeatures: number
  readonly dwMaxCCIDMessageLength: number
  /** 0xFF: the class byte of the command is repeated. */
  readonly bClassGetResponse: number
}

/** A reader on the shelf: its descriptors, and what it does that the standard does not say. */
export interface ReaderModel {
  readonly id: string
  readonly label: Text
  readonly vendorId: number
  readonly productId: number
  readonly bcdDevice: number
  readonly manufacturerName: string
  readonly productName: string
  /** A browser remembers a grant beyond unplugging only for a device with a serial number. */
  readonly serialNumber: string | null
  readonly interfaceNumber: number
  readonly interfaceClass: number
  readonly bulkOut: number
  readonly bulkIn: number
  /** Undefined: the reader has no interrupt endpoint, and is asked. */
  readonly interruptIn: number | undefined
  readonly level: 'short-apdu' | 'extended-apdu' | 'tpdu' | 'character'
  /** Default: one. */
  readonly slots?: number
  /** It has a keypad, and takes a PIN by PC_to_RDR_Secure. Lines and characters of its display. */
  readonly pinSupport?: { readonly lcdLines: number; readonly lcdCharacters: number }
  readonly ccid: CcidCapabilities
  /** False: the class descriptor is missing; a driver must know the reader. */
  readonly describesItself: boolean
  /** Values of bPowerSelect that it takes; others are refused with bError 7. */
  readonly powerSelect: readonly number[]
  readonly bigEndianLength: boolean
  /** Bytes before the ATR that do not belong to it. */
  readonly answerPrefix: readonly number[]
  /** The interrupt endpoint is there and never says anything. */
  readonly silentInterrupt: boolean
  /** On a COM port (serial-firmware.ts); what is said of USB does not apply. */
  readonly serialLine: boolean
}

const infoThink: ReaderModel = {
  id: 'it-500u',
  label: { zhTW: 'InfoThink IT-500U（廠商類別）', en: 'InfoThink IT-500U (vendor class)' },
  vendorId: 0x1403,
  productId: 0x75ff,
  bcdDevice: 0x0001,
  manufacturerName: 'InfoThink',
  productName: 'IT-500U Reader',
  serialNumber: 'IT500U-0001',
  interfaceNumber: 0,
  interfaceClass: 0xff,
  bulkOut: 2,
  bulkIn: 1,
  interruptIn: 3,
  level: 'short-apdu',
  // As LudovicRousseau/CCID lists the 1403:7506: everything automatic, 5 V and 3 V.
  ccid: {
    bcdCCID: 0x0110,
    bVoltageSupport: 3,
    dwDefaultClock: 4000,
    dwDataRate: 10752,
    dwMaxIFSD: 254,
    dwFeatures: 0x000207ba,
    dwMaxCCIDMessageLength: 271,
    bClassGetResponse: 0xff,
  },
  describesItself: true,
  // It chooses the voltage itself, and was seen to refuse being told.
  powerSelect: [0],
  bigEndianLength: false,
  answerPrefix: [],
  silentInterrupt: false,
  serialLine: false,
}

/** Readers of nobody's make. pid.codes sets 1209:0001 to 1209:0010 aside for trials. */
const trial: ReaderModel = {
  ...infoThink,
  vendorId: 0x1209,
  manufacturerName: 'Demo',
  powerSelect: [0, 1, 2, 3],
}

/** The demo's readers, in the order of the panel. */
export const readerModels: readonly ReaderModel[] = [
  infoThink,
  {
    ...infoThink,
    id: 'ez100pu',
    label: { zhTW: 'Castles EZ100PU', en: 'Castles EZ100PU' },
    vendorId: 0x0ca6,
    productId: 0x0010,
    bcdDevice: 0x0100,
    manufacturerName: 'CASTLES',
    productName: 'EZ100PU',
    serialNumber: null,
    interfaceClass: 0x00,
    bulkOut: 1,
    bulkIn: 2,
    interruptIn: 1,
    level: 'tpdu',
    // Never sent by the reader; taken from its sibling 0CA6:00A0. Nothing is automatic: protocol and IFSD must be set.
    ccid: { ...infoThink.ccid, bVoltageSupport: 1, dwMaxIFSD: 252, dwFeatures: 0x00010130, bClassGetResponse: 0 },
    describesItself: false,
    powerSelect: [0, 1],
    bigEndianLength: true,
    answerPrefix: [0x00],
    // The vendor's driver asks for the slot's state by a command, so nothing may be built on the endpoint.
    silentInterrupt: true,
  },
  {
    ...infoThink,
    id: 'it-500u-protected',
    label: { zhTW: 'InfoThink IT-500U（標準晶片讀卡機類別）', en: 'InfoThink IT-500U (smart-card class)' },
    productId: 0x7506,
    serialNumber: 'IT500U-0002',
    interfaceClass: 0x0b,
  },
  {
    ...trial,
    id: 'extended',
    label: { zhTW: '示範延伸長度讀卡機', en: 'Demo extended-length reader' },
    productId: 0x0001,
    productName: 'Extended Reader',
    serialNumber: 'EXT-0001',
    // Beside an interface that has nothing to do with cards, as on composite devices.
    interfaceNumber: 1,
    bulkOut: 4,
    bulkIn: 5,
    interruptIn: undefined,
    level: 'extended-apdu',
    ccid: { ...trial.ccid, bVoltageSupport: 7, dwFeatures: 0x000407ba },
  },
  {
    ...trial,
    id: 'two-slots',
    label: { zhTW: '示範雙插槽讀卡機', en: 'Demo two-slot reader' },
    productId: 0x0002,
    productName: 'Two-Slot Reader',
    serialNumber: 'TWO-0001',
    slots: 2,
  },
  {
    ...trial,
    id: 'pin-pad',
    label: { zhTW: '示範密碼鍵盤讀卡機', en: 'Demo PIN-pad reader' },
    productId: 0x0003,
    productName: 'PIN-Pad Reader',
    serialNumber: 'PAD-0001',
    level: 'tpdu',
    ccid: { ...trial.ccid, dwFeatures: 0x000107ba },
    pinSupport: { lcdLines: 2, lcdCharacters: 16 },
  },
  {
    // Nothing is automatic: PPS, parameters, clock and rate, and IFSD are the driver's.
    ...trial,
    id: 'tpdu',
    label: { zhTW: '示範 TPDU 讀卡機（無自動協商）', en: 'Demo TPDU reader (nothing automatic)' },
    productId: 0x0004,
    productName: 'TPDU Reader',
    serialNumber: 'TPDU-0001',
    level: 'tpdu',
    ccid: { ...trial.ccid, bVoltageSupport: 1, dwMaxDataRate: 344_086, dwFeatures: 0x0001_0000 },
    powerSelect: [1],
  },
  {
    ...trial,
    id: 'character',
    label: { zhTW: '示範字元層級讀卡機', en: 'Demo character-level reader' },
    productId: 0x0005,
    productName: 'Character Reader',
    serialNumber: 'CHAR-0001',
    level: 'character',
    ccid: { ...trial.ccid, dwMaxDataRate: 344_086, dwFeatures: 0x0000_0030 },
    powerSelect: [1, 2],
  },
  {
    ...infoThink,
    id: 'nhi-serial',
    label: { zhTW: '健保讀卡機（COM 埠，GemCore POS Pro）', en: 'NHI reader (COM port, GemCore POS Pro)' },
    manufacturerName: 'NHI',
    productName: 'Serial Reader',
    interruptIn: undefined,
    level: 'tpdu',
    // The patient's card, the institution's or its people's, and three security modules.
    slots: 5,
    ccid: { ...infoThink.ccid, bVoltageSupport: 7, dwFeatures: 0x00010230, bClassGetResponse: 0 },
    describesItself: false,
    powerSelect: [1, 2, 3],
    serialLine: true,
  },
]

export type ReaderModelId =
  | 'it-500u'
  | 'ez100pu'
  | 'it-500u-protected'
  | 'extended'
  | 'two-slots'
  | 'pin-pad'
  | 'tpdu'
  | 'character'
  | 'nhi-serial'

/** Throws RangeError for an id that no model has. */
export function readerModel(id: string): ReaderModel {
  const model = readerModels.find((candidate) => candidate.id === id)
  if (!model) throw new RangeError(`no reader model ${id}`)
  return model
}
