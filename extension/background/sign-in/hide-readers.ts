import { hiddenReaderKind } from '../../../core/smartcard/hidden-readers.ts'
import type { WatchedReader } from './card-watch.ts'

/**
 * Marks the readers of other products (core/smartcard/hidden-readers.ts). The table may be wrong: one that holds a card
 * of a kind that signs in here is not hidden, nor are they where there is no other reader.
 */
export function hideReaders(readers: readonly WatchedReader[]): readonly WatchedReader[] {
  if (readers.every(({ readerName }) => hiddenReaderKind(readerName))) return readers
  return readers.map((reader) => {
    const isOurs =
      reader.card === 'usable' || reader.info?.cardType !== undefined || reader.error?.code === 'ERR_PIN_BLOCKED'
    const hidden = isOurs ? undefined : hiddenReaderKind(reader.readerName)
    return hidden ? { ...reader, hidden } : reader
  })
}
