/** CCID 1.1 as the virtual reader writes it. Own tables: core/ccid's mistakes must show here. */
export const headerLength = 10

/** CCID 1.1 §6.1 and §6.2: message types. */
export const toReader = {
  IccPowerOn: 0x62,
  IccPowerOff: 0x63,
  GetSlotStatus: 0x65,
  XfrBlock: 0x6f,
  GetParameters: 0x6c,
  ResetParameters: 0x6d,
  SetParameters: 0x61,
  Secure: 0x69,
  Abort: 0x72,
  SetDataRateAndClockFrequency: 0x73,
} as const
export const toHost = {
  DataBlock: 0x80,
  SlotStatus: 0x81,
  Parameters: 0x82,
  Escape: 0x83,
  DataRateAndClockFrequency: 0x84,
} as const

/** §6.2.6 table 6.2-2: bError of a failed command. A small number is the offset of the byte at fault. */
export const slotErrors = {
  commandNotSupported: 0x00,
  badLength: 0x01,
  badSlot: 0x05,
  badByte7: 0x07,
  badLevelParameter: 0x08,
  iccMute: 0xfe,
  commandAborted: 0xff,
  pinTimeout: 0xf0,
  pinCancelled: 0xef,
} as const

export const commandFailed = 0x40
export const timeExtension = 0x80

export interface Answer {
  readonly type: number
  readonly error?: number
  readonly failed?: boolean
  readonly extendsTime?: boolean
  /** The tenth byte: bChainParameter or bProtocolNum. */
  readonly parameter?: number
  /** bmICCStatus, where it is not the slot's own. */
  readonly status?: number
  readonly data?: Uint8Array | readonly number[]
}

export const failure = (type: number, error: number): Answer => ({ type, error, failed: true })

/** Which answer a message gets; a slot status where none is named. */
export const answerTypes: ReadonlyMap<number, number> = new Map([
  [toReader.IccPowerOn, toHost.DataBlock],
  [toReader.XfrBlock, toHost.DataBlock],
  [toReader.Secure, toHost.DataBlock],
  [toReader.SetDataRateAndClockFrequency, toHost.DataRateAndClockFrequency],
  [toReader.GetParameters, toHost.Parameters],
  [toReader.ResetParameters, toHost.Parameters],
  [toReader.SetParameters, toHost.Parameters],
])
