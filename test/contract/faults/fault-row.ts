import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import type { SmartCardContext } from '../../../core/smartcard/context.ts'
import type { ReaderRefusal } from '../../../extension/readers/reader-transport.ts'
import type { Step } from './steps.ts'

/** A reader with a card in it, and one fault set. */
export type FaultRig = ReaderRig | TokenRig

interface ReaderRig extends Rig {
  readonly context: SmartCardContext & { refusals(): Promise<readonly ReaderRefusal[]> }
  /** Which of the readers that are listed has the card: the first, unless it says another. */
  readonly slot?: number
}

/** The card is reached by no commands of ours. */
interface TokenRig extends Rig {
  signIn(pin: string): Promise<void>
}

interface Rig {
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
  /** Every buffer that the transport was handed, to look at what became of it. */
  readonly handedOver?: readonly Uint8Array[]
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
  /** It waits for other processes, and may run beside others that do. */
  readonly waits?: boolean
  /** Why the row cannot run on this machine. */
  readonly missing?: string | undefined
  makeRig(): Promise<FaultRig>
}
