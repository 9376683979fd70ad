import { z } from 'zod'
import type { Purpose } from '../assertion/claims.ts'
import type { CardType } from '../cards/card-types.ts'
import type { SerializedError } from '../errors/coded-error.ts'
import type { Language } from '../i18n/text.ts'
import { pinMessageType } from './pin-channel.ts'

/** The messages of pin-channel.ts. The window imports types only from here, and so does without zod. */
export { pinMessageType, pinPortName } from './pin-channel.ts'

export interface PinWindowReader {
  readonly readerName: string
  /** What is in the reader, as far as public reads tell. */
  readonly card: 'empty' | 'reading' | 'usable' | 'unusable' | 'mute'
  readonly cardType?: CardType | undefined
  readonly cardSn?: string | undefined
  /** Why an unusable card or a reader that cannot be opened is not offered. */
  readonly error?: SerializedError | undefined
}

export type PinWindowPhase =
  | 'waiting-for-reader'
  | 'waiting-for-card'
  | 'waiting-for-pin'
  /** Tries left is 1: the person must confirm before the PIN field opens. */
  | 'confirm-last-try'
  | 'renewing-challenge'
  | 'verifying'
  | 'signing'
  | 'done'
  /** The flow is over, or cannot go on until the person does something; `error` says why. */
  | 'failed'

export interface PinWindowState {
  readonly flow: string
  readonly phase: PinWindowPhase
  readonly origin: string
  readonly purpose: Purpose
  readonly cardType: CardType
  readonly language: Language
  readonly readers: readonly PinWindowReader[]
  readonly chosenReader: string | null
  readonly triesLeft: number | null
  /** Digits the card's PIN may have. */
  readonly pinLength: { readonly minimum: number; readonly maximum: number } | null
  /** Seconds until the request runs out, when this state was sent. */
  readonly secondsLeft: number
  /** The error of the last step: a wrong PIN leaves phase waiting-for-pin, a fatal one is with phase failed. */
  readonly error: SerializedError | null
  /** With phase failed: one press starts the reading anew (the request is still open). */
  readonly canRestart: boolean
}

export const pinWindowRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('attach'), flow: z.string() }),
  z.strictObject({ action: z.literal('choose-reader'), readerName: z.string().max(256) }),
  z.strictObject({ action: z.literal('confirm-last-try') }),
  z.strictObject({ action: z.literal('restart') }),
  z.strictObject({ action: z.literal('pair-reader') }),
  z.strictObject({ action: z.literal('cancel') }),
])
export type PinWindowRequest = z.output<typeof pinWindowRequest>

/** The message that brings the PIN's port to the worker. */
export const pinMessage = z.strictObject({ type: z.literal(pinMessageType), flow: z.string() })
