import { type CodedError, serializeError } from '../../../core/errors/coded-error.ts'
import type {
  PinWindowModule,
  PinWindowPhase,
  PinWindowReader,
  PinWindowState,
} from '../../../core/protocol/pin-window.ts'
import { isSignatureAction } from '../../../core/portal/actions.ts'
import type { WatchedReader } from './card-watch.ts'
import type { FlowCards } from './flow-cards.ts'
import type { FlowRecord } from './flow-record.ts'
import { maskName } from './mask-name.ts'
import { entersPinOnReader } from './usable-card.ts'

/** What the PIN window is to show. */
export function windowState(flow: {
  readonly record: FlowRecord
  readonly phase: PinWindowPhase
  readonly error: CodedError | null
  readonly cards: Pick<FlowCards, 'readers' | 'chosen' | 'tries' | 'module' | 'moduleChoices'>
  /** Milliseconds since 1970. */
  readonly deadline: number
  readonly canRestart: boolean
}): PinWindowState {
  const { record, phase, error, cards, deadline, canRestart } = flow
  const { readers, chosen, tries, module } = cards
  const usable = readers.find(({ readerName }) => readerName === chosen)?.usable
  const pinCard = usable?.holder ? undefined : usable
  return {
    flow: record.flow,
    phase,
    origin: record.origin,
    purpose: record.challenge.purpose,
    confirm: confirmOf(record),
    cardType: record.cardType,
    language: record.language,
    readers: readers.map(readerRow),
    chosenReader: chosen,
    triesLeft: pinCard ? (tries.left(pinCard) ?? null) : null,
    pinOnReader: pinCard !== undefined && entersPinOnReader(pinCard),
    pinLength: pinCard ? pinCard.card.profile.pin : null,
    module: module ? moduleRow(module) : null,
    modules: cards.moduleChoices.map(moduleRow),
    holder: usable?.holder ? { maskedName: maskName(usable.holder.name) } : null,
    secondsLeft: Math.max(0, Math.ceil((deadline - Date.now()) / 1000)),
    error: error && serializeError(error),
    canRestart,
  }
}

/** Of what knows more, the key too, only this goes to the window. */
const moduleRow = ({ code, institution, institutionName }: PinWindowModule): PinWindowModule => ({
  code,
  institution,
  institutionName,
})

/** No challenge with an action that has no words gets so far. */
function confirmOf({ challenge: { confirm } }: FlowRecord): PinWindowState['confirm'] {
  return confirm && isSignatureAction(confirm.action) ? { action: confirm.action, words: confirm.words } : null
}

export const readerRow = ({ readerName, card, info, error, hidden }: WatchedReader): PinWindowReader => ({
  readerName,
  card,
  cardType: info?.cardType,
  cardSn: info?.module === undefined ? info?.cardSn : undefined,
  module: info?.module,
  error: error && serializeError(error),
  hidden,
})
