import type { CardInfo } from '../../../core/cards/card-profile.ts'
import type { CardType } from '../../../core/cards/card-types.ts'
import type { KnownToken } from '../../../core/cards/token.ts'
import { type CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import type { Language } from '../../../core/i18n/text.ts'
import type { ListedToken } from '../../readers/token-source.ts'
import type { CardFunctions } from './card-functions.ts'
import { requireKind } from './read-card.ts'
import type { TokenCard } from './usable-card.ts'

/** What a token came to. */
export type TokenReading = { readonly token: ListedToken } & (
  | { readonly card: 'usable'; readonly info: CardInfo; readonly usable: TokenCard }
  | { readonly card: 'unusable'; readonly info?: CardInfo | undefined; readonly error: CodedError }
)

export interface ReadTokenOptions {
  readonly identify: CardFunctions['identifyToken']
  readonly wanted: CardType
  /** Of the card names in ERR_CARD_WRONG_KIND. */
  readonly language: Language
}

/** Which card a token is, by its certificate; as `readCard`. */
export async function readToken(
  token: ListedToken,
  { identify, wanted, language }: ReadTokenOptions,
): Promise<TokenReading> {
  let known: KnownToken | undefined
  try {
    known = await identify(token)
    requireKind(known.info, wanted, language)
    const { info, certificate, algorithm } = known
    const { minimum, maximum } = token.pin
    const profile = { algorithm, pin: { minimum, maximum } }
    return { token, card: 'usable', info, usable: { token, card: { info, profile }, certificate } }
  } catch (error) {
    if (!isCoded(error)) throw error
    return { token, card: 'unusable', info: known?.info, error }
  }
}
