import type { TransferBlock, TransferOnce } from './transfer-block.ts'

/** Turns command APDUs into the blocks that the reader wants, and its blocks into response APDUs. */
export interface Speaker {
  /** What must be said before the first command. */
  begin?(transfer: TransferBlock): Promise<void>
  transmit(command: Uint8Array, transfer: TransferBlock): Promise<Uint8Array>
  /**
   * For a reader that completes `command` itself: `once` sends it, with the prologue (NAD, PCB, LEN) of its T=1 block.
   * Left out where the reader makes the blocks, or there are none: `once` is all there is to do.
   */
  transmitOnce?(command: Uint8Array, once: TransferOnce, transfer: TransferBlock): Promise<Uint8Array>
}
