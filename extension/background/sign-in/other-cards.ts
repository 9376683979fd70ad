import type { OtherCard } from '../../../core/cards/environment.ts'
import type { ErrorCode } from '../../../core/errors/error-table.ts'
import type { WatchedReader } from './card-watch.ts'

/** Codes of an unusable reader whose card was never spoken to, or that has none. */
const notSpokenTo: ReadonlySet<ErrorCode> = new Set(['ERR_CARD_ABSENT', 'ERR_CARD_REMOVED', 'ERR_CARD_MUTE'])

/** For the mixing guard: every present card but the chosen one. One that could not be read counts as of unknown environment. */
export function otherCards(readers: readonly WatchedReader[], chosen: string): OtherCard[] {
  return readers
    .filter(({ readerName, card }) => readerName !== chosen && (card === 'usable' || card === 'unusable'))
    .filter(({ error }) => !error || !(error.code.startsWith('ERR_READER_') || notSpokenTo.has(error.code)))
    .map(({ readerName, info }) => ({
      readerName,
      cardSn: info?.cardSn,
      environment: info?.environment ?? 'unknown',
      neverCounted: info?.neverCounted,
    }))
}
