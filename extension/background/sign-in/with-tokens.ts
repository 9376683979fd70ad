import { equal } from '../../../core/bytes/equal.ts'
import { ReadOnlyCardError } from '../../../core/cards/read-only-card-error.ts'
import type { CodedError } from '../../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import type { WatchedReader } from './card-watch.ts'
import type { TokenReading } from './read-token.ts'

/** Our own commands do not sign with these cards: a vendor's module may. */
const beyondUs: ReadonlySet<ErrorCode> = new Set([
  'ERR_CARD_NEEDS_MIDDLEWARE',
  'ERR_CARD_UNKNOWN',
  'ERR_CARD_NO_CERTIFICATE',
])

export const needsToken = ({ card, error }: WatchedReader): boolean =>
  card === 'unusable' && error !== undefined && beyondUs.has(error.code)

export interface TokenView {
  readonly tokens: readonly TokenReading[]
  /** Why a module that is there cannot be used. */
  readonly refusals: readonly CodedError[]
  /** Whether the modules were asked since this reader's card was read. */
  readonly isCurrent: (reader: WatchedReader) => boolean
}

/**
 * The readers with what modules can do for their cards. A reader and a slot often are one thing: a card that we can sign
 * with is not shown a second time, and one that we cannot sign with is its token. Other tokens stand for themselves.
 */
export function withTokens(readers: readonly WatchedReader[], view: TokenView): WatchedReader[] {
  const served = pair(readers, view.tokens)
  const rows = readers.map((reader): WatchedReader => {
    if (!needsToken(reader)) return reader
    const { readerName } = reader
    if (!view.isCurrent(reader)) return { readerName, card: 'reading' }
    const reading = served.get(reader)
    if (reading) return rowOf(readerName, reading)
    const [refusal] = view.refusals
    return refusal ? { ...reader, error: refusal } : reader
  })
  const alone = view.tokens.filter((reading) => ![...served.values()].includes(reading) && !hasReader(reading, readers))
  return [
    ...rows,
    ...alone.map((reading) => rowOf(reading.token.slotDescription || reading.token.serialNumber, reading)),
  ]
}

function rowOf(readerName: string, reading: TokenReading): WatchedReader {
  const { card, info } = reading
  return card === 'usable'
    ? { readerName, card, info, usable: reading.usable }
    : { readerName, card, info, error: reading.error }
}

/** Which token is the card in which reader, of those that need one. */
function pair(readers: readonly WatchedReader[], tokens: readonly TokenReading[]): Map<WatchedReader, TokenReading> {
  const needy = readers.filter(needsToken)
  const pairs = new Map<WatchedReader, TokenReading>()
  for (const reader of needy) {
    const named = tokens.filter((reading) => isSlotOf(reading, reader))
    const found = tokens.find((reading) => hasCertificateOf(reading, reader)) ?? named.find(isUsable) ?? named[0]
    if (found) pairs.set(reader, found)
  }
  // A module may name its slots in a way of its own: one card that needs one, and one token that is nowhere, are the same.
  const [reader, ...moreReaders] = needy.filter((it) => !pairs.has(it))
  const [token, ...moreTokens] = tokens.filter((it) => ![...pairs.values()].includes(it) && !hasReader(it, readers))
  if (reader && token && moreReaders.length === 0 && moreTokens.length === 0) pairs.set(reader, token)
  return pairs
}

const isUsable = ({ card }: TokenReading): boolean => card === 'usable'

/** What CK_SLOT_INFO has room for. */
const slotDescriptionBytes = 64

function isSlotOf({ token: { slotDescription } }: TokenReading, { readerName }: WatchedReader): boolean {
  if (readerName === slotDescription) return true
  const isCutOff = new TextEncoder().encode(slotDescription).length >= slotDescriptionBytes - 3
  return isCutOff && readerName.startsWith(slotDescription)
}

const hasReader = (reading: TokenReading, readers: readonly WatchedReader[]): boolean =>
  readers.some((reader) => isSlotOf(reading, reader) || hasCertificateOf(reading, reader))

/** Of a card that we can sign with, or whose certificate can be read though its key cannot be used. */
function hasCertificateOf({ token }: TokenReading, { usable, error }: WatchedReader): boolean {
  const certificate = usable?.certificate ?? (error instanceof ReadOnlyCardError ? error.certificate : undefined)
  return certificate !== undefined && token.certificates.some((it) => equal(it, certificate))
}
