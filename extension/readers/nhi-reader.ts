import type { SlotRole } from '../../core/serial-ccid/slot-roles.ts'

/** An NHI reader (健保讀卡機): one device, of which each slot is a reader of its own in the lists. */
export interface NhiReader {
  readonly name: string
  readonly slots: readonly NhiSlot[]
}

export interface NhiSlot {
  /** Its name in the lists. */
  readonly readerName: string
  /** What belongs there. */
  readonly role: SlotRole
}
