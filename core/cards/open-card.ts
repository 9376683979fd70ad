import { toHex } from '../bytes/hex.ts'
import { CodedError } from '../errors/coded-error.ts'
import { CardChannel } from '../smartcard/card-channel.ts'
import type { SmartCardConnection } from '../smartcard/context.ts'
import type { CardInfo, CardProfile } from './card-profile.ts'
import { cardTypes } from './card-types.ts'
import { cardProfiles } from './profiles.ts'

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
  readonly profiles?: readonly CardProfile[]
}

/**
 * Finds out which card it is, by SELECT and public reads alone, which cost its holder nothing. `answerToReset` is a
 * hint to the profiles. Errors: ERR_CARD_UNKNOWN, ERR_CARD_MALFORMED, and those of `transmit`.
 */
export async function openCard(
  connection: SmartCardConnection,
  answerToReset: Uint8Array,
  { signal, profiles = cardProfiles }: OpenCardOptions = {},
): Promise<OpenCard> {
  const channel = new CardChannel(connection, signal ? { signal } : {})
  for (const profile of profiles) {
    const info = await profile.recognise(channel, answerToReset)
    if (info) return { profile, info, channel, readCertificate: () => readCertificate(profile, info, channel) }
  }
  throw new CodedError('ERR_CARD_UNKNOWN', `no known application on the card with ATR ${toHex(answerToReset)}`)
}

async function readCertificate(profile: CardProfile, info: CardInfo, channel: CardChannel): Promise<Uint8Array> {
  if (info.cardType !== undefined && cardTypes[info.cardType].holder === 'nobody')
    throw new CodedError('ERR_CARD_SPARE', 'a spare card holds no certificate')
  return profile.readCertificate(channel)
}
