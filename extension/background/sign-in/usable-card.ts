import type { CardInfo, CardProfile } from '../../../core/cards/card-profile.ts'
import { takesPinOnReader } from '../../../core/cards/environment.ts'
import type { OpenCard } from '../../../core/cards/open-card.ts'
import { deviceEntrySeconds } from '../../../core/protocol/native-host-channel.ts'
import { pinEntrySeconds } from '../../../core/smartcard/pin-pad.ts'
import type { SmartCardConnection } from '../../../core/smartcard/context.ts'
import type { ListedToken } from '../../readers/token-source.ts'

/** A card that can sign in, with what a login assertion needs of it. */
export type UsableCard = PinCard | HolderCard

/** Signs by itself, after its PIN. */
export type PinCard = ReaderCard | TokenCard

/** By our own commands, over an open connection. */
export interface ReaderCard {
  readonly connection: SmartCardConnection
  readonly card: OpenCard
  /** The signing certificate, DER. */
  readonly certificate: Uint8Array
  readonly token?: undefined
  readonly holder?: undefined
}

/** By a vendor's PKCS#11 module, which alone speaks with the card. */
export interface TokenCard {
  readonly token: ListedToken
  readonly card: { readonly info: CardInfo; readonly profile: Pick<CardProfile, 'algorithm' | 'pin'> }
  readonly certificate: Uint8Array
  readonly holder?: undefined
}

/** An NHI card: it has neither PIN nor key. Its holder agrees by a press, and a security module signs what the card says. */
export interface HolderCard {
  readonly connection: SmartCardConnection
  readonly card: { readonly info: CardInfo }
  readonly holder: CardHolder
  readonly token?: undefined
  readonly certificate?: undefined
}

/** Whose card it says it is. */
export interface CardHolder {
  readonly name: string
  readonly idNumber: string
}

/** Whether the PIN is entered on the reader, or on the token itself, so that no program has it. */
export const entersPinOnReader = (usable: PinCard): boolean =>
  usable.token ? usable.token.pin.onDevice : takesPinOnReader(usable.card)

/** How long the person may take there, in milliseconds. */
export function entryTimeOf({ token, card }: PinCard): number {
  if (token) return deviceEntrySeconds * 1000
  const { pinTemplate } = card.profile
  return pinTemplate ? pinEntrySeconds(pinTemplate) * 1000 : 0
}
