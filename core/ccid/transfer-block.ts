import type { ResponseMessage } from './messages.ts'

/** Waiting time multiplier, and where in a chain the block stands (CCID 1.1 §6.1.4). */
export interface BlockOptions {
  readonly bBWI?: number
  readonly wLevelParameter?: number
}

/** PC_to_RDR_XfrBlock and its RDR_to_PC_DataBlock. */
export type TransferBlock = (
  abData: Uint8Array,
  options?: BlockOptions,
) => Promise<Pick<ResponseMessage, 'abData' | 'specific'>>

/** PC_to_RDR_Secure with this T=1 prologue, and its RDR_to_PC_DataBlock. */
export type TransferOnce = (prologue?: Uint8Array) => ReturnType<TransferBlock>
