import type { KnownCard } from './card-profile.ts'
import type { CardZone } from './environments.ts'

/** NHI cards whose numbers begin alike, and what they are, as whoever issued them says: nothing on the card tells it. */
export interface NhiCardNumbers {
  /** 4 to 12 digits or capital letters. */
  readonly prefix: string
  readonly environment: CardZone
}

export const nhiPrefixPattern = /^[0-9A-Z]{4,12}$/

/** An NHI card of unknown environment with the one that its number is known by, the longest prefix first. */
export function environmentByNumber<T extends KnownCard>(card: T, numbers: readonly NhiCardNumbers[]): T {
  const { cardType, cardSn, environment } = card
  if (cardType !== 'nhi' || cardSn === undefined || environment !== 'unknown') return card
  const [known] = numbers
    .filter(({ prefix }) => cardSn.startsWith(prefix))
    .toSorted((a, b) => b.prefix.length - a.prefix.length)
  return known ? { ...card, environment: known.environment } : card
}
