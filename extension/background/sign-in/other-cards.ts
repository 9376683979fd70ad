import type { OtherCard } from '../../../core/cards/mixing.ts'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import type { WatchedReader } from './card-watch.ts'

/** Codes of an unusable reader whose card was never spoken to, or that has none. */
const notSpokenTo: ReadonlySet<ErrorCode> = new Set(['ERR_CARD_ABSENT', 'ERR_CARD_REMOVED', 'ERR_CARD_MUTE'])

interface Places {
  /** The readers of the card that is to sign, and of the module that signs with it. */
  readonly inUse: readonly string[]
  /** Slots for security modules. One of them that we cannot read is of the reader's own kind, and is sent nothing. */
  readonly samSlots: readonly string[]
}

/**
 * For the mixing guard: every present card but those in use, and what only looks like a card. One that could not be read
 * counts as of unknown environment.
 */
export function otherCards(readers: readonly WatchedReader[], { inUse, samSlots }: Places): OtherCard[] {
  return readers
    .filter(
      ({ readerName, hidden, card }) =>
        !inUse.includes(readerName) && !hidden && (card === 'usable' || card === 'unusable'),
    )
    .filter(({ error }) => !error || !(error.code.startsWith('ERR_READER_') || notSpokenTo.has(error.code)))
    .map(({ readerName, info }) => ({
      readerName,
      cardSn: info?.cardSn,
      environment: info?.environment ?? 'unknown',
      neverCounted: info ? info.neverCounted : samSlots.includes(readerName),
    }))
}
