import { toHex } from '../bytes/hex.ts'
import { CodedError } from '../errors/coded-error.ts'
import { CardChannel } from '../smartcard/card-channel.ts'
import type { SmartCardConnection } from '../smartcard/context.ts'
import { type CardIssuer, identifyByCertificate, knownCardIssuers } from './card-issuers.ts'
import type { CardInfo, CardProfile, KnownCard, ReadOnlyProfile } from './card-profile.ts'
import { cardTypes } from './card-types.ts'
import { findKnownAnswer } from './known-answers.ts'
import { needsMiddleware } from './needs-middleware.ts'
import { environmentByNumber, type NhiCardNumbers } from './nhi-numbers.ts'
import { cardProfiles, readOnlyProfiles } from './profiles.ts'
import { ReadOnlyCardError } from './read-only-card-error.ts'

/** A card that was recognised. What may count against its holder is reached through passMixingGuard only. */
export interface OpenCard {
  readonly profile: CardProfile
  readonly info: CardInfo
  readonly channel: CardChannel
  /** The signing certificate, DER. Errors: ERR_CARD_SPARE, ERR_CARD_NO_CERTIFICATE, ERR_CARD_MALFORMED. */
  readCertificate(): Promise<Uint8Array>
}

export interface OpenCardOptions {
  readonly signal?: AbortSignal
  /** The card applications to ask for, all that are known by default. */
  readonly profiles?: readonly (CardProfile | ReadOnlyProfile)[]
  /** By which the environment of a card is known that does not say it, `knownCardIssuers` by default. */
  readonly issuers?: readonly CardIssuer[]
  /** By which that of an NHI card is known, which no certificate tells. None by default. */
  readonly nhiCards?: readonly NhiCardNumbers[]
}

/**
 * Finds out which card it is, by SELECT and public reads alone, which cost its holder nothing. The application that the
 * answer to reset names is asked for first. Errors: ReadOnlyCardError for a card that is known and cannot sign,
 * ERR_CARD_UNKNOWN and ERR_CARD_NEEDS_MIDDLEWARE (both with details.answerToReset, in hex), ERR_CARD_MALFORMED, and
 * those of `transmit`.
 */
export async function openCard(
  connection: SmartCardConnection,
  answerToReset: Uint8Array,
  {
    signal,
    profiles = [...cardProfiles, ...readOnlyProfiles],
    issuers = knownCardIssuers,
    nhiCards = [],
  }: OpenCardOptions = {},
): Promise<OpenCard> {
  const channel = new CardChannel(connection, signal ? { signal } : {})
  const known = findKnownAnswer(answerToReset)
  const named = profiles.filter(({ id }) => id === known?.profile)
  for (const profile of [...named, ...profiles.filter(({ id }) => id !== known?.profile)]) {
    if ('readOnly' in profile) {
      const card = await profile.recognise(channel, answerToReset)
      if (!card) continue
      const info = environmentByNumber(completeInfo(card.info, card.certificate, issuers), nhiCards)
      throw new ReadOnlyCardError({ ...card, info })
    }
    const told = await profile.recognise(channel, answerToReset)
    if (!told) continue
    const own = await profile.forCard?.(channel)
    const info = completeInfo(told, own?.certificate, issuers)
    return makeOpenCard(own ?? profile, info, channel)
  }
  if (known?.needsMiddleware) throw needsMiddleware(answerToReset)
  const atr = toHex(answerToReset)
  const details = { answerToReset: atr }
  throw new CodedError('ERR_CARD_UNKNOWN', `no known application on the card with ATR ${atr}`, { details })
}

const makeOpenCard = (profile: CardProfile, info: CardInfo, channel: CardChannel): OpenCard => ({
  profile,
  info,
  channel,
  readCertificate: () => readCertificate(profile, info, channel),
})

/** What the application does not say, as the certificate tells it. What it does say stays. */
function completeInfo<T extends KnownCard>(
  info: T,
  certificate: Uint8Array | undefined,
  issuers: readonly CardIssuer[],
): T {
  if (!certificate) return info
  const { cardType, environment } = identifyByCertificate(certificate, issuers)
  return {
    ...info,
    cardType: info.cardType ?? cardType,
    environment: info.environment === 'unknown' ? environment : info.environment,
  }
}

async function readCertificate(profile: CardProfile, info: CardInfo, channel: CardChannel): Promise<Uint8Array> {
  if (info.cardType !== undefined && cardTypes[info.cardType].holder === 'nobody')
    throw new CodedError('ERR_CARD_SPARE', 'a spare card holds no certificate')
  return profile.readCertificate(channel)
}
