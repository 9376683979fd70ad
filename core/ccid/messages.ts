/** CCID 1.1 §6: message types, and what each command is answered with. */
export const commandTypes = {
  PC_to_RDR_SetParameters: 0x61,
  PC_to_RDR_IccPowerOn: 0x62,
  PC_to_RDR_IccPowerOff: 0x63,
  PC_to_RDR_GetSlotStatus: 0x65,
  PC_to_RDR_Secure: 0x69,
  PC_to_RDR_XfrBlock: 0x6f,
  PC_to_RDR_Abort: 0x72,
  PC_to_RDR_SetDataRateAndClockFrequency: 0x73,
} as const

export type CommandName = keyof typeof commandTypes

export const responseTypes = {
  RDR_to_PC_DataBlock: 0x80,
  RDR_to_PC_SlotStatus: 0x81,
  RDR_to_PC_Parameters: 0x82,
  RDR_to_PC_DataRateAndClockFrequency: 0x84,
} as const

export const answersTo: Record<CommandName, number> = {
  PC_to_RDR_SetParameters: responseTypes.RDR_to_PC_Parameters,
  PC_to_RDR_IccPowerOn: responseTypes.RDR_to_PC_DataBlock,
  PC_to_RDR_IccPowerOff: responseTypes.RDR_to_PC_SlotStatus,
  PC_to_RDR_GetSlotStatus: responseTypes.RDR_to_PC_SlotStatus,
  PC_to_RDR_Secure: responseTypes.RDR_to_PC_DataBlock,
  PC_to_RDR_XfrBlock: responseTypes.RDR_to_PC_DataBlock,
  PC_to_RDR_Abort: responseTypes.RDR_to_PC_SlotStatus,
  PC_to_RDR_SetDataRateAndClockFrequency: responseTypes.RDR_to_PC_DataRateAndClockFrequency,
}

export const RDR_to_PC_NotifySlotChange = 0x50

export const headerLength = 10

/** The one field whose byte order a quirky reader may turn round. */
export type LengthOrder = 'little' | 'big'

export interface CommandMessage {
  readonly bMessageType: number
  readonly bSlot: number
  readonly bSeq: number
  /** Bytes 7 to 9, which mean something else in every command. */
  readonly specific: readonly [number, number, number]
  readonly abData: Uint8Array
}

export function encodeMessage(message: CommandMessage, lengthOrder: LengthOrder): Uint8Array<ArrayBuffer> {
  const { bMessageType, bSlot, bSeq, specific, abData } = message
  const bytes = new Uint8Array(headerLength + abData.length)
  bytes[0] = bMessageType
  new DataView(bytes.buffer).setUint32(1, abData.length, lengthOrder === 'little')
  bytes[5] = bSlot
  bytes[6] = bSeq
  bytes.set(specific, 7)
  bytes.set(abData, headerLength)
  return bytes
}

/** CCID 1.1 §6.2.6: bmICCStatus and bmCommandStatus of bStatus. */
export const iccStatuses = { active: 0, inactive: 1, absent: 2 } as const
export const commandStatuses = { processed: 0, failed: 1, timeExtension: 2 } as const

export interface ResponseMessage {
  readonly bMessageType: number
  readonly bSlot: number
  readonly bSeq: number
  readonly bmICCStatus: number
  readonly bmCommandStatus: number
  /** Only means something when the command failed: readers leave anything in it on success. */
  readonly bError: number
  /** Byte 9: bChainParameter, bClockStatus or bProtocolNum. */
  readonly specific: number
  /** A view into the bytes parsed. */
  readonly abData: Uint8Array
}

/** dwLength of a header; undefined while it is not complete. */
export function messageLength(bytes: Uint8Array, lengthOrder: LengthOrder): number | undefined {
  if (bytes.length < headerLength) return undefined
  return headerLength + new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, lengthOrder === 'little')
}

/** `bytes` is a whole message, as messageLength measured it. */
export function decodeMessage(bytes: Uint8Array): ResponseMessage {
  const [bMessageType = 0, , , , , bSlot = 0, bSeq = 0, bStatus = 0, bError = 0, specific = 0] = bytes
  return {
    bMessageType,
    bSlot,
    bSeq,
    bmICCStatus: bStatus & 0x03,
    bmCommandStatus: bStatus >> 6,
    bError,
    specific,
    abData: bytes.subarray(headerLength),
  }
}

export interface SlotChange {
  readonly present: boolean
  /** The state changed since the reader last told: with `present`, a card may have been swapped. */
  readonly changed: boolean
}

/** CCID 1.1 §6.3.1, one entry per slot; empty for any other message of the interrupt pipe. */
export function decodeSlotChange(bytes: Uint8Array): SlotChange[] {
  if (bytes[0] !== RDR_to_PC_NotifySlotChange) return []
  return [...bytes.subarray(1)].flatMap((byte) =>
    [0, 2, 4, 6].map((shift) => ({ present: ((byte >> shift) & 1) === 1, changed: ((byte >> shift) & 2) === 2 })),
  )
}
