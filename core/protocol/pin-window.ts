import { z } from 'zod'
import type { Purpose } from '../assertion/claims.ts'
import type { CardType } from '../cards/card-types.ts'
import { moduleCodePattern } from '../cards/module-code.ts'
import type { SerializedError } from '../errors/coded-error.ts'
import type { Language } from '../i18n/text.ts'
import type { SignatureAction } from '../portal/actions.ts'
import type { HiddenReaderKind } from '../smartcard/hidden-readers.ts'
import { pinMessageType } from './pin-channel.ts'

/** The messages of pin-channel.ts. The window imports types only from here, and so does without zod. */
export { pinMessageType, pinPortName } from './pin-channel.ts'

export interface PinWindowReader {
  readonly readerName: string
  /** What is in the reader, as far as public reads tell. */
  readonly card: 'empty' | 'reading' | 'usable' | 'unusable' | 'mute'
  readonly cardType?: CardType | undefined
  readonly cardSn?: string | undefined
  /** The code of a security module, which has no number beside it. */
  readonly module?: string | undefined
  /** Why an unusable card or a reader that cannot be opened is not offered. */
  readonly error?: SerializedError | undefined
  /** A reader of another product: shown on demand only. */
  readonly hidden?: HiddenReaderKind | undefined
}

/** A security module as a person knows it. */
export interface PinWindowModule {
  /** 安全模組代號. */
  readonly code: string
  readonly institution: string
  readonly institutionName: string
}

export type PinWindowPhase =
  | 'waiting-for-reader'
  | 'waiting-for-card'
  /** The card is there; its security module is being looked for (no `error`), or is missing. */
  | 'waiting-for-module'
  /** The portal is asked for what the module wants to hear before it signs (認證). */
  | 'authenticating-module'
  | 'waiting-for-pin'
  /** The card has no PIN: its holder agrees by `consent`. */
  | 'waiting-for-consent'
  /** Tries left is 1: the person must confirm before the PIN can be entered. */
  | 'confirm-last-try'
  /** The reader waits for the person at its keypad. */
  | 'entering-on-reader'
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
  /** With purpose `confirm`: the action, which the window has its own words for, and the challenge's words of its subject. */
  readonly confirm: { readonly action: SignatureAction; readonly words: string } | null
  readonly cardType: CardType
  readonly language: Language
  readonly readers: readonly PinWindowReader[]
  readonly chosenReader: string | null
  /** Null when the card does not tell. */
  readonly triesLeft: number | 'few' | null
  /** The PIN is entered on the reader's keypad, begun by `enter-on-reader`: there is no field for it. */
  readonly pinOnReader: boolean
  /** Digits the card's PIN may have. */
  readonly pinLength: { readonly minimum: number; readonly maximum: number } | null
  /** The security module that has a part; null where none has, and while it is not known which. */
  readonly module: PinWindowModule | null
  /** The cloud modules of which the person picks one; empty where there is nothing to pick. */
  readonly modules: readonly PinWindowModule[]
  /** Of the chosen card where that tells: enough for its holder to know it again. */
  readonly holder: { readonly maskedName: string } | null
  /** Seconds until the request runs out, or the reader stops waiting at its keypad, when this state was sent. */
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
  z.strictObject({ action: z.literal('enter-on-reader') }),
  /** The holder agrees that this card signs in, with this module: those that the window shows. */
  z.strictObject({
    action: z.literal('consent'),
    cardSn: z.string().max(64),
    /** Null where none has a part. */
    module: z.string().regex(moduleCodePattern).nullable(),
  }),
  z.strictObject({ action: z.literal('choose-module'), institution: z.string().max(10) }),
  z.strictObject({ action: z.literal('restart') }),
  z.strictObject({ action: z.literal('pair-reader') }),
  /** Opens the page where a cloud module is imported. */
  z.strictObject({ action: z.literal('open-modules') }),
  z.strictObject({ action: z.literal('cancel') }),
])
export type PinWindowRequest = z.output<typeof pinWindowRequest>

/** The message that brings the PIN's port to the worker. */
export const pinMessage = z.strictObject({ type: z.literal(pinMessageType), flow: z.string() })
