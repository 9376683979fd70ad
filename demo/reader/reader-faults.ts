/** What can go wrong on the way, at the next message that matches. For tests and the demo's faults. */
export interface ReaderFault {
  readonly kind:
    /** The answer comes when `until` is over. */
    | 'late'
    /** The reader asks for more time, twice, before it answers. */
    | 'time-extension'
    /** The answer bears another bSeq. */
    | 'wrong-sequence'
    /** An answer of before comes first, then the right one. */
    | 'stale-answer'
    /** An empty packet comes before the answer. */
    | 'zero-length-packet'
    /** Answers with half of the message it announced. */
    | 'truncated'
    /** The bulk-IN endpoint halts instead of answering. */
    | 'stall'
    /** The transfer breaks (electrically) instead of answering. */
    | 'transfer-error'
    /** More comes than the transfer can hold. */
    | 'babble'
    /** The answer bears another bSlot, and so is nobody's. */
    | 'wrong-slot'
    /** The answer is of another type than the command asks for. */
    | 'wrong-type'
    /** dwLength announces more than any reader sends. */
    | 'oversized'
    /** The answer ends within its header. */
    | 'short-header'
    /** Two bytes follow that dwLength does not count. */
    | 'trailing'
    /** Answers to other commands, without end. */
    | 'only-stale'
    /** Empty packets, without end. */
    | 'only-empty'
    /** The reader asks for more time, without end. */
    | 'endless-time-extension'
    /** The reader says that the command failed, with `bError`, and has not sent it to the card. */
    | 'slot-error'
    /** T=1: the card's block is damaged on the way as `damage` says. */
    | 'block'
    /** The card does not answer this command. */
    | 'mute'
    /** The reader does not answer at all. */
    | 'silent'
    | 'remove-card'
    | 'unplug'
  readonly at?: FaultTrigger
  /** For remove-card and unplug: before the card gets the command (default), or after it has done it. */
  readonly when?: 'before' | 'after'
  readonly until?: Promise<unknown>
  /** Of slot-error: CCID 1.1 table 6.2-2, or the offset of the byte at fault. */
  readonly bError?: number
  /** Of slot-error: what the reader then says of the card. Default: the truth. */
  readonly iccStatus?: 0 | 1 | 2
  readonly damage?: BlockDamage
  /** Messages in a row that it strikes. Default 1. */
  readonly times?: number
}

/** What becomes of a T=1 block on its way from the card. */
export type BlockDamage = 'edc' | 'nad' | 'pcb' | 'length' | 'sequence' | 'cut' | 'lost'

/** The block as it arrives; nothing for a lost one. The check byte is right unless it is what is damaged. */
export function damageBlock(block: Uint8Array, damage: BlockDamage): Uint8Array<ArrayBuffer> | undefined {
  const damaged = Uint8Array.from(block)
  const last = damaged.length - 1
  const change = (at: number, bits: number): Uint8Array<ArrayBuffer> => {
    damaged[at] = (damaged[at] ?? 0) ^ bits
    if (at !== last) damaged[last] = (damaged[last] ?? 0) ^ bits
    return damaged
  }
  switch (damage) {
    case 'edc':
      return change(last, 0xff)
    case 'nad':
      return change(0, 0x21)
    case 'pcb':
      // An S-block of no known kind.
      return change(1, (damaged[1] ?? 0) ^ 0xde)
    case 'length':
      return change(2, 0x01)
    case 'sequence':
      return change(1, 0x40)
    case 'cut':
      return damaged.slice(0, -1)
    case 'lost':
      return undefined
  }
}

/** All that is named must match. Without any, the next message. */
export interface FaultTrigger {
  /** bMessageType, for example 0x62. */
  readonly message?: number
  /** Instruction byte of the command in a transfer, for example 0x20. */
  readonly ins?: number
  /** Matching messages that pass unharmed before. */
  readonly skip?: number
}

interface PendingFault {
  readonly fault: ReaderFault
  skip: number
  times: number
}

/** The faults set for one reader. */
export class FaultList {
  readonly #pending: PendingFault[] = []

  add(fault: ReaderFault): void {
    this.#pending.push({ fault, skip: fault.at?.skip ?? 0, times: fault.times ?? 1 })
  }

  clear(): void {
    this.#pending.length = 0
  }

  /** The fault that strikes this message, which is thereby used up (or one time of it). */
  take(message: number, ins: number | undefined): ReaderFault | undefined {
    const matching = this.#pending.filter(({ fault: { at } }) => {
      const messageMatches = at?.message === undefined || at.message === message
      return messageMatches && (at?.ins === undefined || at.ins === ins)
    })
    const due = matching.find(({ skip }) => skip === 0)
    for (const pending of matching) if (pending !== due) pending.skip -= 1
    if (due && --due.times === 0) this.#pending.splice(this.#pending.indexOf(due), 1)
    return due?.fault
  }
}
