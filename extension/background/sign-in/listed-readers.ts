import { type CardType, cardTypes, type ReaderKind } from '../../../core/cards/card-types.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { type Language, say } from '../../../core/i18n/text.ts'
import { slotRoleTexts } from '../../../core/serial-ccid/slot-roles.ts'
import type { NhiReader } from '../../readers/nhi-reader.ts'
import type { WatchedReader } from './card-watch.ts'

export interface ListedReadersOptions {
  readonly reader: ReaderKind
  readonly wanted: CardType
  readonly nhiReaders: readonly NhiReader[]
  readonly language: Language
}

/**
 * The readers that a sign-in offers, of all there are. In an NHI reader each kind of card has its slot: a card of the wanted
 * kind in another one is told where it belongs, and the other slots are none of this sign-in's.
 */
export function listedReaders(readers: readonly WatchedReader[], options: ListedReadersOptions): WatchedReader[] {
  const { reader: kind, wanted, nhiReaders, language } = options
  if (kind === 'ccid') return [...readers]
  const slots = nhiReaders.flatMap((reader) => reader.slots)
  const home = homeOf(wanted)
  return readers.flatMap((reader) => {
    const slot = slots.find(({ readerName }) => readerName === reader.readerName)
    if (!slot) return reader.error?.code.startsWith('ERR_READER_SERIAL_') ? reader : []
    if (slot.role === home) return reader
    return reader.info?.cardType === wanted ? inWrongSlot(reader, say(slotRoleTexts[home], language)) : []
  })
}

/** Where a kind of card belongs. */
const homeOf = (wanted: CardType): 'nhi' | 'hca' => (cardTypes[wanted].proof === 'sam-and-password' ? 'nhi' : 'hca')

function inWrongSlot({ readerName, info }: WatchedReader, slot: string): WatchedReader {
  const error = new CodedError('ERR_CARD_WRONG_SLOT', `the card in ${readerName} belongs into ${slot}`, {
    details: { slot },
  })
  return { readerName, card: 'unusable', info, error }
}

/** The NHI reader of which this reader is a slot. */
export const nhiReaderOf = (readerName: string, nhiReaders: readonly NhiReader[]): NhiReader | undefined =>
  nhiReaders.find(({ slots }) => slots.some((slot) => slot.readerName === readerName))
