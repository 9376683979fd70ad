import { type CodedError, serializeError } from '../../../core/errors/coded-error.ts'
import type { PinWindowPhase, PinWindowReader, PinWindowState } from '../../../core/protocol/pin-window.ts'
import type { CardTries } from './card-tries.ts'
import type { WatchedReader } from './card-watch.ts'
import type { FlowRecord } from './flow-record.ts'

/** What the PIN window is to show. */
export function windowState(flow: {
  readonly record: FlowRecord
  readonly phase: PinWindowPhase
  readonly error: CodedError | null
  readonly readers: readonly WatchedReader[]
  /** The reader that the phase is about. */
  readonly chosen: string | null
  readonly tries: CardTries
  readonly canRestart: boolean
}): PinWindowState {
  const { record, phase, error, readers, chosen, tries, canRestart } = flow
  const usable = readers.find(({ readerName }) => readerName === chosen)?.usable
  return {
    flow: record.flow,
    phase,
    origin: record.origin,
    purpose: record.challenge.purpose,
    cardType: record.cardType,
    language: record.language,
    readers: readers.map(readerRow),
    chosenReader: chosen,
    triesLeft: usable ? (tries.left(usable) ?? null) : null,
    pinLength: usable ? usable.card.profile.pin : null,
    secondsLeft: Math.max(0, Math.ceil((record.deadline - Date.now()) / 1000)),
    error: error && serializeError(error),
    canRestart,
  }
}

const readerRow = ({ readerName, card, info, error }: WatchedReader): PinWindowReader => ({
  readerName,
  card,
  cardType: info?.cardType,
  cardSn: info?.cardSn,
  error: error && serializeError(error),
})
