import { type CardType, cardTypes, type ReaderKind } from '../cards/card-types.ts'
import type { Purpose } from './claims.ts'

/**
 * What the security module does in a sign-in. `alone`: it signs the assertion itself, for a card that cannot. `beside`: it signs
 * the payload of the card's assertion once more. `none`: there is no place for one.
 */
export type ModulePart = 'none' | 'beside' | 'alone'

/** One rule for whoever makes assertions and whoever checks them. Who confirms is signed in already: no module is asked. */
export function modulePart(of: {
  readonly purpose: Purpose
  readonly cardType: CardType
  readonly reader: ReaderKind
}): ModulePart {
  if (of.purpose === 'identify') return 'none'
  if (cardTypes[of.cardType].proof === 'sam-and-password') return 'alone'
  return of.reader === 'nhi' && of.purpose === 'login' ? 'beside' : 'none'
}
