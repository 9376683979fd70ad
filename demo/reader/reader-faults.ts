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
    /** The bulk-OUT endpoint halts: the reader does not take the message. */
    | 'stall-out'
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

/** Sets bits of one byte, and the check byte so that it is right again. */
function change(block: Uint8Array, at: number, bits: number): Uint8Array<ArrayBuffer> {
  const changed = Uint8Array.from(block)
  for (const index of new Set([at, changed.length - 1])) changed[index] = (changed[index] ?? 0) ^ bits
  return changed
}

/** The block as it arrives; nothing for a lost one. */
export const blockDamages: Record<BlockDamage, (block: Uint8Array) => Uint8Array<ArrayBuffer> | undefined> = {
  edc: (block) => change(block, block.length - 1, 0xff),
  nad: (block) => change(block, 0, 0x21),
  // An S-block of no known kind.
  pcb: (block) => change(block, 1, (block[1] ?? 0) ^ 0xde),
  length: (block) => change(block, 2, 0x01),
  sequence: (block) => change(block, 1, 0x40),
  cut: (block) => Uint8Array.from(block.subarray(0, -1)),
  lost: () => undefined,
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
  #struck = 0

  /** Messages that were struck so far. */
  get struck(): number {
    return this.#struck
  }

  add(fault: ReaderFault): void {
    this.#pending.push({ fault, skip: fault.at?.skip ?? 0, times: fault.times ?? 1 })
  }

  clear(): void {
    this.#pending.length = 0
  }

  /**
   * The fault that strikes this message, which is thereby used up (or one time of it). `atEntry`: only what keeps the
   * message from the reader itself, else only what does not.
   */
  take(message: number, ins: number | undefined, atEntry = false): ReaderFault | undefined {
    const matching = this.#pending.filter(({ fault: { kind, at } }) => {
      if ((kind === 'stall-out') !== atEntry) return false
      const messageMatches = at?.message === undefined || at.message === message
      return messageMatches && (at?.ins === undefined || at.ins === ins)
    })
    const due = matching.find(({ skip }) => skip === 0)
    for (const pending of matching) if (pending !== due) pending.skip -= 1
    if (due) this.#struck++
    if (due && --due.times === 0) this.#pending.splice(this.#pending.indexOf(due), 1)
    return due?.fault
  }
}

export type FaultKind = ReaderFault['kind']
