import { fromHex } from '../bytes/hex.ts'
import { CodedError, isCoded } from '../errors/coded-error.ts'
import type { CardChannel } from '../smartcard/card-channel.ts'
import { StatusWordError } from '../smartcard/status-word.ts'
import type { ReadOnlyCard, ReadOnlyProfile } from './card-profile.ts'
import { type NhiBasicData, nhiCardNumber, parseNhiBasicData } from './nhi-basic-data.ts'

/** The NHI card's application for everybody. Its commands are sent to the letter as the readers in use send them. */
const applicationId = fromHex('D1 58 00 00 01 00 00 00 00 00 00 00 00 00 11 00')
const basicData = { name: 'GET DATA', ins: 0xca, p1: 0x11, p2: 0x00, data: Uint8Array.of(0x00, 0x00) } as const

/** The card's only commands that we have: neither is counted, and neither needs a PIN or a security module. */
async function select(channel: CardChannel): Promise<void> {
  await channel.send({ name: 'SELECT', ins: 0xa4, p1: 0x04, p2: 0x00, data: applicationId })
}

async function getBasicData(channel: CardChannel): Promise<Uint8Array> {
  return channel.send(basicData)
}

/** Selects the application and reads who holds the card. Errors: StatusWordError, ERR_CARD_MALFORMED. */
export async function readNhiBasicData(channel: CardChannel): Promise<NhiBasicData> {
  await select(channel)
  return parseNhiBasicData(await getBasicData(channel))
}

async function recognise(channel: CardChannel): Promise<ReadOnlyCard | undefined> {
  try {
    await select(channel)
  } catch (error) {
    if (error instanceof StatusWordError) return undefined
    throw error
  }
  // Of a card that perhaps only lies there the number is kept, and nothing of its holder.
  try {
    const cardSn = nhiCardNumber(await getBasicData(channel))
    return describe(cardSn, new CodedError('ERR_CARD_NO_CERTIFICATE', 'an NHI card holds no certificate'))
  } catch (error) {
    if (!(error instanceof StatusWordError) && !isCoded(error, 'ERR_CARD_MALFORMED')) throw error
    return describe(undefined, error)
  }
}

/** Nothing documented tells a test card from one in use: neither its number nor its ATR. */
const describe = (cardSn: string | undefined, refusal: CodedError): ReadOnlyCard => ({
  info: { cardType: 'nhi', cardSn, environment: 'unknown', institution: null, neverCounted: true },
  refusal,
})

/** The NHI IC card (健保卡), its basic zone. */
export const nhi: ReadOnlyProfile = { id: 'nhi', readOnly: true, recognise }
