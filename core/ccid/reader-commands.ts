import type { Timers } from '../smartcard/timers.ts'
import type { CcidClassDescriptor } from './class-descriptor.ts'
import type { CommandName, ResponseMessage } from './messages.ts'
import type { ReaderQuirks } from './quirks.ts'

export interface CommandOptions {
  readonly specific?: readonly [number, number, number]
  readonly abData?: Uint8Array
  readonly signal?: AbortSignal | undefined
  /** Milliseconds that the reader may be silent, where they are not the usual ones. */
  readonly patience?: number | undefined
  /** What an empty slot means here. Default ERR_CARD_REMOVED. */
  readonly absentCode?: 'ERR_CARD_ABSENT' | 'ERR_CARD_REMOVED'
}

/** A reader as its slots see it. */
export interface ReaderCommands {
  readonly descriptor: CcidClassDescriptor
  readonly quirks: ReaderQuirks | undefined
  readonly timers: Timers
  /**
   * Sends a command and resolves with its answer, once processed. Errors: SlotError when it failed; ERR_READER_LOST,
   * ERR_READER_TIMEOUT and ERR_READER_PROTOCOL, after which the slot must be powered anew; the signal's reason.
   */
  command(bSlot: number, name: CommandName, options?: CommandOptions): Promise<ResponseMessage>
  /** GetSlotStatus: what the reader says of the card, even when it calls the command failed. */
  iccStatus(bSlot: number): Promise<number>
  /** After a fault: brings the reader back in step and takes the power from the card. Never fails. */
  recover(bSlot: number): Promise<void>
}
