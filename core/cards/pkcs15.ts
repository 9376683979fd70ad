import { CodedError } from '../errors/coded-error.ts'
import type { CardChannel } from '../smartcard/card-channel.ts'
import { pinTriesLeft, verifyPin, verifyPinOnReader } from '../smartcard/verify-pin.ts'
import type { CardInfo, CardProfile, OwnProfile } from './card-profile.ts'
import { findKnownAnswer } from './known-answers.ts'
import { locatePkcs15, Pkcs15Files, type Pkcs15Location } from './pkcs15-files.ts'
import { parseTokenInfo } from './pkcs15-objects.ts'
import { encodePin, pinTemplateOf } from './pkcs15-pin.ts'
import { findSigningKey, type Pkcs15SigningKey, tokenInfoFile } from './pkcs15-signing-key.ts'
import { signWithPkcs15 } from './pkcs15-sign.ts'

/** Neither its kind nor its environment stands on the card: its certificate tells both. */
async function recognise(channel: CardChannel, answerToReset: Uint8Array): Promise<CardInfo | undefined> {
  // Such a card may have these files and still take its PIN in a form of its own: a try would be lost.
  if (findKnownAnswer(answerToReset)?.needsMiddleware) return undefined
  const location = await locatePkcs15(channel)
  if (!location) return undefined
  const { serialNumber } = parseTokenInfo(await new Pkcs15Files(channel, location).read(tokenInfoFile))
  if (serialNumber === undefined || serialNumber.length > 64 || serialNumber === '') {
    const details = { field: 'EF(TokenInfo)' }
    throw new CodedError('ERR_CARD_MALFORMED', 'EF(TokenInfo) without a serial number', { details })
  }
  return { cardType: undefined, cardSn: serialNumber, environment: 'unknown', institution: null }
}

async function forCard(channel: CardChannel): Promise<OwnProfile> {
  const location = await locatePkcs15(channel)
  const key = location && (await findSigningKey(new Pkcs15Files(channel, location)))
  return makeProfile(location && key && { location, key })
}

interface FoundKey {
  readonly location: Pkcs15Location
  readonly key: Pkcs15SigningKey
}

function makeProfile(found: FoundKey | undefined): OwnProfile {
  const required = (): FoundKey => {
    if (found) return found
    throw new CodedError('ERR_CARD_NO_CERTIFICATE', 'no certificate with a key that signs and a PIN that we can send')
  }
  /** Selecting anew costs nothing, and holds even when another program used the card in between. */
  const selectPin = async (channel: CardChannel) => {
    const { location, key } = required()
    await new Pkcs15Files(channel, location).select(key.pin.path?.path)
    return key.pin
  }
  const pinTemplate = found && pinTemplateOf(found.key.pin, found.key.pinLimits)
  return {
    id: 'pkcs15',
    algorithm: found?.key.kind.algorithm ?? 'RS256',
    pin: found?.key.pinLimits ?? { minimum: 4, maximum: 12 },
    pinTemplate,
    recognise,
    forCard,
    certificate: found?.key.certificate,
    readCertificate: async () => required().key.certificate,
    counted: {
      async triesLeft(channel) {
        const { reference } = await selectPin(channel)
        return pinTriesLeft(channel, reference)
      },
      async verifyPin(channel, digits) {
        const pin = await selectPin(channel)
        const data = encodePin(pin, digits)
        try {
          await verifyPin(channel, pin.reference, data)
        } finally {
          data.fill(0)
        }
      },
      async verifyPinOnReader(channel, pad, signal) {
        if (!pinTemplate) throw new TypeError('a PIN that no keypad takes')
        await selectPin(channel)
        await verifyPinOnReader(pad, pinTemplate, signal)
      },
      async sign(channel, digest) {
        const { location, key } = required()
        return signWithPkcs15(channel, new Pkcs15Files(channel, location), key, digest)
      },
    },
  }
}

/** PKCS#15 v1.1 and ISO 7816-15: a card whose files say what is on it and how it is used. */
export const pkcs15: CardProfile = makeProfile(undefined)
