import { isCoded } from '../../../core/errors/coded-error.ts'
import { isReaderServiceError } from '../../../core/errors/is-reader-service-error.ts'
import type { SmartCardReaderStateIn, SmartCardReaderStateOut } from '../../../core/smartcard/context.ts'
import type { Readers } from '../../readers/registry.ts'
import { pause } from '../sign-in/pause.ts'
import type { Comparison } from './compare-card.ts'

/**
 * Milliseconds: how long one question to the reader may take, when to ask again after no answer, and for how long a card
 * may be out of sight: a reader that is opened anew, a card service that is started again.
 */
const limits = { question: 20_000, again: 500, outOfSight: 10_000 } as const

export interface FollowOptions {
  readonly readers: Readers
  /** Whether the card in the reader is the one that is followed. */
  readonly compare: () => Promise<Comparison>
  /** Told whenever the card comes into sight or out of it. */
  readonly onSight: (inSight: boolean) => void
  readonly signal: AbortSignal
}

type Look = 'removed' | 'out-of-sight' | 'unchanged' | SmartCardReaderStateOut

/**
 * Follows a card in its reader by the reader's state, without a handle to the card. It is read once, when it comes into
 * sight; from then on any insertion or removal counts as its removal. Resolves with `lost` when nothing can be said of it
 * for too long, and when `signal` is aborted.
 */
export async function followCard(readerName: string, options: FollowOptions): Promise<'removed' | 'lost'> {
  const { compare, onSight, signal } = options
  const unaware: SmartCardReaderStateIn = { readerName, currentState: { unaware: true } }
  let known = unaware
  let inSight = false
  /** Opened by us alone, so that no service can hide it. */
  let isOurs = false
  let unseenSince = Date.now()
  while (!signal.aborted) {
    const look = await lookAt(known, isOurs, options)
    if (signal.aborted) break
    if (look === 'unchanged') continue
    // A reader that is not there yet may only be slow to come: the worker, or the card service, has just been started.
    const wasUnplugged = look === 'removed' && (inSight || isOverdue(unseenSince))
    if (wasUnplugged) return 'removed'
    if (typeof look === 'object') {
      const { eventState, eventCount } = look
      if (eventState.empty) return 'removed'
      if (inSight && eventState.present) {
        if (eventCount !== known.currentCount) return 'removed'
        known = stateOf(look)
        continue
      }
      if (eventState.present) {
        const comparison = await compare()
        if (comparison === 'other') return 'removed'
        if (comparison === 'same') {
          known = stateOf(look)
          inSight = true
          isOurs = options.readers.heldWith(readerName).length > 0
          onSight(true)
          continue
        }
      }
    }
    if (inSight) {
      unseenSince = Date.now()
      inSight = false
      onSight(false)
    }
    known = unaware
    if (isOverdue(unseenSince)) return 'lost'
    await pause(limits.again, signal)
  }
  return 'lost'
}

const isOverdue = (since: number): boolean => Date.now() - since >= limits.outOfSight

function stateOf({ readerName, eventState, eventCount }: SmartCardReaderStateOut): SmartCardReaderStateIn {
  const { changed: _, ...currentState } = eventState
  return { readerName, currentState, currentCount: eventCount }
}

async function lookAt(
  known: SmartCardReaderStateIn,
  isOurs: boolean,
  { readers, signal }: FollowOptions,
): Promise<Look> {
  try {
    // Readers are found by the list that was asked for last.
    if (known.currentState.unaware) await readers.listReaders()
    const [state] = await readers.getStatusChange([known], { timeout: limits.question, signal })
    if (!state) return 'out-of-sight'
    if (!state.eventState.unknown) return state
    return isOurs ? 'removed' : await whyUnknown(known.readerName, readers)
  } catch (error) {
    if (isCoded(error, 'ERR_READER_TIMEOUT') && !known.currentState.unaware) return 'unchanged'
    if (signal.aborted || isCoded(error)) return 'out-of-sight'
    throw error
  }
}

/** A reader that nobody lists was unplugged, unless it is the card service that went away. */
async function whyUnknown(readerName: string, readers: Readers): Promise<'removed' | 'out-of-sight'> {
  const [names, refusals] = [await readers.listReaders(), await readers.refusals()]
  const serviceGone = refusals.some(({ error }) => isReaderServiceError(error.code))
  return names.includes(readerName) || serviceGone ? 'out-of-sight' : 'removed'
}
