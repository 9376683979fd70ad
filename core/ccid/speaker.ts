import type { TransferBlock } from './transfer-block.ts'

/** Turns command APDUs into the blocks that the reader wants, and its blocks into response APDUs. */
export interface Speaker {
  /** What must be said before the first command. */
  begin?(transfer: TransferBlock): Promise<void>
  transmit(command: Uint8Array, transfer: TransferBlock): Promise<Uint8Array>
}
