/** What can go wrong on the way, once, at the next message that matches. For tests and the demo's faults. */
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
}

/** The faults set for one reader. */
export class FaultList {
  readonly #pending: PendingFault[] = []

  add(fault: ReaderFault): void {
    this.#pending.push({ fault, skip: fault.at?.skip ?? 0 })
  }

  /** The fault that strikes this message, which is thereby used up. */
  take(message: number, ins: number | undefined): ReaderFault | undefined {
    const matching = this.#pending.filter(({ fault: { at } }) => {
      const messageMatches = at?.message === undefined || at.message === message
      return messageMatches && (at?.ins === undefined || at.ins === ins)
    })
    const due = matching.find(({ skip }) => skip === 0)
    for (const pending of matching) pending.skip -= 1
    if (due) this.#pending.splice(this.#pending.indexOf(due), 1)
    return due?.fault
  }
}
