import type { ErrorCode } from '../../../core/errors/error-table.ts'
import type { SmartCardContext } from '../../../core/smartcard/context.ts'

/** The steps of a sign-in at the reader, in their order. */
export type Step =
  | 'list'
  | 'connect'
  | 'select'
  | 'read-info'
  | 'read-certificate'
  | 'tries-left'
  | 'verify'
  | 'choose-key'
  | 'sign'
  | 'end'

/** A reader with a card in it, and one fault set. */
export interface FaultRig {
  readonly context: SmartCardContext
  /** As the person enters it in the attempt that the fault strikes; the right one afterwards. */
  readonly pin: string
  readonly rightPin: string
  /** The PIN is entered on the reader's keypad, by `enter`. */
  readonly keypad?: { enter(): void; enterRight(): void }
  /** Lets whatever time `job` needs pass, and resolves as it does. */
  drive<T>(job: Promise<T>): Promise<T>
  /** The fault has struck: a row that is signed in to must not be one that nothing happened in. */
  struck(): boolean
  /** What a person would do: puts the card back, plugs the reader in again. Nothing is reloaded. */
  mend(): Promise<void>
  /** What the card remembers: tries left, and VERIFY commands with a PIN that it got. */
  card(): Promise<{ readonly triesLeft: number; readonly verifyCount: number }>
  close(): Promise<void>
}

export interface FaultRow {
  /** Unique in the matrix. */
  readonly id: string
  readonly transport: string
  /** What goes wrong, in words. */
  readonly fault: string
  readonly step: Step
  /** What the attempt ends in. A fault that is made good on the way signs in. */
  readonly expected: ErrorCode | 'signs in'
  /** VERIFY commands that the card got in the attempt: never more than one, and tries are lost by these alone. */
  readonly verifies: 0 | 1
  makeRig(): Promise<FaultRig>
}
