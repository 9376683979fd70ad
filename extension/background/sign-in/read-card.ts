import type { CardInfo, KnownCard } from '../../../core/cards/card-profile.ts'
import { type CardType, cardTypes } from '../../../core/cards/card-types.ts'
import { ReadOnlyCardError } from '../../../core/cards/read-only-card-error.ts'
import type { SamCard } from '../../../core/cards/sam-card.ts'
import { CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import { type Language, say } from '../../../core/i18n/text.ts'
import type { SmartCardConnection, SmartCardContext } from '../../../core/smartcard/context.ts'
import { systemTimers, within } from '../../../core/smartcard/timers.ts'
import type { CardFunctions } from './card-functions.ts'
import { busy, converse, patience } from './converse.ts'
import type { HolderCard, ReaderCard } from './usable-card.ts'

/** A security module in a reader, open for a sign-in in which it has a part. */
export interface OpenSam {
  readonly connection: SmartCardConnection
  readonly sam: SamCard
}

/** What public reads of a present card came to. A card that nobody will use is closed again. */
export type CardReading = { readonly answerToReset?: Uint8Array | undefined } & (
  | { readonly card: 'usable'; readonly info: CardInfo; readonly usable: ReaderCard | HolderCard }
  | {
      readonly card: 'unusable' | 'mute'
      readonly info?: KnownCard | undefined
      readonly error: CodedError
      readonly sam?: OpenSam | undefined
    }
)

export interface ReadCardOptions {
  readonly readers: SmartCardContext
  readonly cards: Pick<CardFunctions, 'open' | 'readHolder' | 'openSam'>
  readonly wanted: CardType
  /** A security module is kept open. */
  readonly wantsSam: boolean
  /** Of the card names in ERR_CARD_WRONG_KIND. */
  readonly language: Language
}

/** Opens the card in a reader by public reads only, which cost its holder nothing. Expected failures are in the result. */
export async function readCard(readerName: string, options: ReadCardOptions): Promise<CardReading> {
  let connection: SmartCardConnection | undefined
  let info: KnownCard | undefined
  let answerToReset: Uint8Array | undefined
  try {
    const open = (connection = await connectShared(options.readers, readerName))
    const reading = await converse(open, async (): Promise<CardReading> => {
      ;({ answerToReset = new Uint8Array() } = await open.status())
      try {
        const card = await options.cards.open(open, answerToReset)
        info = card.info
        requireKind(card.info, options.wanted, options.language)
        const certificate = await card.readCertificate()
        return { card: 'usable', info: card.info, usable: { connection: open, card, certificate } }
      } catch (error) {
        if (!(error instanceof ReadOnlyCardError)) throw error
        info = error.info
        return readOnly(error, open, options)
      }
    })
    if (reading.card !== 'usable' && !reading.sam) await open.disconnect().catch(ignoreExpected)
    return { ...reading, answerToReset }
  } catch (error) {
    await connection?.disconnect().catch(ignoreExpected)
    if (!isCoded(error)) throw error
    return { card: error.code === 'ERR_CARD_MUTE' ? 'mute' : 'unusable', info, error, answerToReset }
  }
}

/** As long as another program is in a transaction, some systems let nobody connect. */
async function connectShared(readers: SmartCardContext, readerName: string): Promise<SmartCardConnection> {
  const connecting = readers.connect(readerName, 'shared')
  let late = false
  const timeoutError = (): CodedError => {
    late = true
    return busy()
  }
  void connecting.then(
    ({ connection }) => (late ? connection.disconnect().catch(ignoreExpected) : undefined),
    () => undefined,
  )
  return (await within(connecting, { timers: systemTimers, milliseconds: patience, timeoutError })).connection
}

/** A card that cannot sign by itself: a security module, an NHI card, or one that we only know. */
async function readOnly(
  refusal: ReadOnlyCardError,
  connection: SmartCardConnection,
  { cards, wanted, wantsSam, language }: ReadCardOptions,
): Promise<CardReading> {
  const { info } = refusal
  if (info.module !== undefined) {
    const sam = wantsSam ? await cards.openSam(connection) : undefined
    return { card: 'unusable', info, error: refusal, sam: sam && { connection, sam } }
  }
  requireKind(info, wanted, language) // that it is the wrong kind says more than that it cannot sign
  const { cardType, cardSn } = info
  if (cardType === undefined || cardTypes[cardType].proof !== 'sam-and-password' || cardSn === undefined) {
    return { card: 'unusable', info, error: refusal }
  }
  const { name, nationalId } = await cards.readHolder(connection)
  const known = { ...info, cardSn }
  const usable = { connection, card: { info: known }, holder: { name, idNumber: nationalId } }
  return { card: 'usable', info: known, usable }
}

/** A card whose application does not name its kind passes: the server reads the kind from the certificate. */
export function requireKind({ cardType }: KnownCard, wanted: CardType, language: Language): void {
  if (cardType === undefined || cardType === wanted) return
  if (cardTypes[cardType].proof === 'none') throw new CodedError('ERR_CARD_SPARE', `${cardType} holds no certificate`)
  const found = say(cardTypes[cardType].label, language)
  throw new CodedError('ERR_CARD_WRONG_KIND', `found ${cardType}, wanted ${wanted}`, {
    details: { found, wanted: say(cardTypes[wanted].label, language) },
  })
}

/** For endings: a card or reader that is gone needs no closing. */
export function ignoreExpected(error: unknown): void {
  if (!isCoded(error)) throw error
}
