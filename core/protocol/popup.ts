import { z } from 'zod'
import type { CardType } from '../cards/card-types.ts'
import type { PinWindowReader } from './pin-window.ts'

/** The messages of popup-channel.ts: states to the popup, requests from it. The popup imports types only from here. */

export interface PopupReader extends Pick<PinWindowReader, 'readerName' | 'cardType' | 'module' | 'error' | 'hidden'> {
  /** `released`: given to other programs from this popup, and not looked at any more. */
  readonly card: PinWindowReader['card'] | 'released'
  /** The portals whose session ends when the card is taken out of this reader. */
  readonly watchedFor: readonly string[]
  /** It is kept from other programs for the watch, and may be given to them. */
  readonly canRelease: boolean
}

export interface PopupState {
  /** Null until they were listed for the first time. */
  readonly readers: readonly PopupReader[] | null
  /** The sign-in under way: who asks, for which card. */
  readonly signIn: { readonly origin: string; readonly cardType: CardType } | null
}

export const popupRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('attach') }),
  /** Gives up the reader: sessions that its card is watched for are told so. */
  z.strictObject({ action: z.literal('release'), readerName: z.string().max(256) }),
  /** Brings the window of the sign-in under way to the front. */
  z.strictObject({ action: z.literal('show-sign-in') }),
  z.strictObject({ action: z.literal('open-pairing') }),
  z.strictObject({ action: z.literal('open-modules') }),
])
export type PopupRequest = z.output<typeof popupRequest>
