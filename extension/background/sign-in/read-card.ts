import type { CardInfo, KnownCard } from '../../../core/cards/card-profile.ts'
import { type CardType, cardTypes } from '../../../core/cards/card-types.ts'
import type { OpenCard, openCard } from '../../../core/cards/open-card.ts'
import { ReadOnlyCardError } from '../../../core/cards/read-only-card-error.ts'
import { CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import { type Language, say } from '../../../core/i18n/text.ts'
import type { SmartCardConnection, SmartCardContext } from '../../../core/smartcard/context.ts'

/** A card that can sign in, open, with what a login assertion needs of it. */
export interface UsableCard {
  readonly connection: SmartCardConnection
  readonly card: OpenCard
  /** The signing certificate, DER. */
  readonly certificate: Uint8Array
}

/** What public reads of a present card came to. An unusable card is closed again. */
export type CardReading =
  | { readonly card: 'usable'; readonly info: CardInfo; readonly usable: UsableCard }
  | { readonly card: 'unusable' | 'mute'; readonly info?: KnownCard | undefined; readonly error: CodedError }

export interface ReadCardOptions {
  readonly readers: SmartCardContext
  readonly open: typeof openCard
  readonly wanted: CardType
  /** Of the card names in ERR_CARD_WRONG_KIND. */
  readonly language: Language
}

/** Opens the card in a reader by public reads only, which cost its holder nothing. Expected failures are in the result. */
export async function readCard(readerName: string, options: ReadCardOptions): Promise<CardReading> {
  let connection: SmartCardConnection | undefined
  let info: KnownCard | undefined
  try {
    ;({ connection } = await options.readers.connect(readerName, 'shared'))
    const { answerToReset } = await connection.status()
    const card = await options.open(connection, answerToReset ?? new Uint8Array())
    info = card.info
    requireKind(card.info, options.wanted, options.language)
    const certificate = await card.readCertificate()
    return { card: 'usable', info: card.info, usable: { connection, card, certificate } }
  } catch (error) {
    await connection?.disconnect('unpower').catch(ignoreExpected)
    if (!isCoded(error)) throw error
    if (error instanceof ReadOnlyCardError) return readOnly(error, options)
    return { card: error.code === 'ERR_CARD_MUTE' ? 'mute' : 'unusable', info, error }
  }
}

/** That it is the wrong kind of card says more than that it cannot sign. */
function readOnly(refusal: ReadOnlyCardError, { wanted, language }: ReadCardOptions): CardReading {
  const { info } = refusal
  try {
    requireKind(info, wanted, language)
    return { card: 'unusable', info, error: refusal }
  } catch (error) {
    if (!isCoded(error)) throw error
    return { card: 'unusable', info, error }
  }
}

/** A card whose application does not name its kind passes: the server reads the kind from the certificate. */
function requireKind({ cardType }: KnownCard, wanted: CardType, language: Language): void {
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
