import type { ReaderKind } from '../../../core/cards/card-types.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { WatchedReader } from './card-watch.ts'
import type { LastReader } from './flow-record.ts'
import type { UsableCard } from './usable-card.ts'

export interface Choice {
  /** What was chosen so far, by the person or beforehand. */
  readonly chosen: string | null
  /** The person pressed on it: it stays chosen though its card cannot be used. */
  readonly picked: boolean
  readonly last: LastReader
  /** The kind of reader that the person chose at the portal. */
  readonly reader: ReaderKind
}

/** What stands between the person and the PIN, as far as readers and public reads tell. */
export type Situation =
  | { readonly phase: 'waiting-for-reader'; readonly error: CodedError }
  | { readonly phase: 'waiting-for-card'; readonly error: CodedError | null; readonly chosen: string | null }
  | { readonly phase: 'card'; readonly chosen: string; readonly usable: UsableCard }
  /** No reader answers; the person mends that and presses “start again”. */
  | { readonly phase: 'failed'; readonly error: CodedError; readonly chosen: string | null }

export function situation(readers: readonly WatchedReader[], choice: Choice): Situation {
  const shown = readers.filter(({ hidden }) => !hidden)
  const reachable = shown.filter(({ error }) => error?.code !== 'ERR_READER_PROTECTED_CLASS')
  if (reachable.length === 0) return { phase: 'waiting-for-reader', error: shown[0]?.error ?? noReader(choice) }

  const chosen = choose(reachable, choice)
  if (chosen?.usable) return { phase: 'card', chosen: chosen.readerName, usable: chosen.usable }

  const told = chosen ?? reachable.find(({ error }) => error && !isReaderTrouble(error)) ?? reachable[0]
  const error = told?.error ?? null
  const name = chosen?.readerName ?? null
  if (error && reachable.every((reader) => reader.error && isReaderTrouble(reader.error))) {
    return { phase: 'failed', error, chosen: name }
  }
  return { phase: 'waiting-for-card', error, chosen: name }
}

/** The person's pick stays; a choice made beforehand stays while its card can be used; else the last used, else the first. */
function choose(readers: readonly WatchedReader[], { chosen, picked, last }: Choice): WatchedReader | undefined {
  const before = readers.find(({ readerName }) => readerName === chosen)
  if (before && (picked || before.card === 'usable' || before.card === 'reading')) return before
  const lastUsed = readers.find(({ readerName }) => readerName === last.readerName)
  if (lastUsed?.card === 'usable' || lastUsed?.card === 'reading') return lastUsed // a choice once made stays: wait for it
  return readers.find(({ card }) => card === 'usable')
}

const isReaderTrouble = (error: CodedError): boolean => error.code.startsWith('ERR_READER_')

/** The browser shows only readers it may use: whoever never used one is likelier to need the permission than the plug. */
function noReader({ last: { any }, reader }: Choice): CodedError {
  if (!any) return new CodedError('ERR_READER_NO_PERMISSION', 'no reader has been allowed yet')
  return reader === 'nhi'
    ? new CodedError('ERR_READER_SERIAL_NOT_FOUND', 'no NHI reader is connected')
    : new CodedError('ERR_READER_NOT_FOUND', 'no reader is plugged in')
}
