import { parseTlv } from '../bytes/ber-tlv.ts'
import { fromHex } from '../bytes/hex.ts'
import { CodedError } from '../errors/coded-error.ts'
import type { CardChannel } from '../smartcard/card-channel.ts'
import { select } from '../smartcard/select.ts'
import { StatusWordError } from '../smartcard/status-word.ts'
import type { PinTemplate } from '../smartcard/pin-pad.ts'
import { pinTriesLeft, verifyPin, verifyPinOnReader } from '../smartcard/verify-pin.ts'
import type { CardInfo, CardProfile, OwnProfile } from './card-profile.ts'
import { generalAuthenticate } from './piv-general-authenticate.ts'
import {
  parseCertificateObject,
  parseChuid,
  parseDiscovery,
  pivObjects,
  pivPins,
  readPivObject,
} from './piv-objects.ts'
import { type SigningKey, signingKeyOf } from './signature-input.ts'

/** NIST SP 800-73-4 Part 1 §2.2, without the version that may be left out. */
const applicationId = fromHex('A0 00 00 03 08 00 00 10 00')
const applicationPropertyTemplate = 0x61
/** Part 2 §2.4.3: 6 to 8 digits, padded with FF to eight. */
const pin = { minimum: 6, maximum: 8 } as const
const pinPadding = 0xff

/** Part 1 table 4b. Signing in is what 9A is for; 9C is asked where a card has no certificate there. */
const keys = [
  { reference: 0x9a, certificate: pivObjects.certificateForAuthentication },
  { reference: 0x9c, certificate: pivObjects.certificateForSignature },
] as const

/** Selects the application; false when the card does not have it, or says 9000 to any SELECT without knowing PIV. */
async function selectPiv(channel: CardChannel): Promise<boolean> {
  try {
    const [template] = parseTlv(await select(channel, applicationId, { wantInformation: true }))
    return template?.tag === applicationPropertyTemplate
  } catch (error) {
    if (error instanceof StatusWordError || error instanceof RangeError) return false
    throw error
  }
}

/** Neither its kind nor its environment stands on a PIV card: its certificate tells both. */
async function recognise(channel: CardChannel): Promise<CardInfo | undefined> {
  if (!(await selectPiv(channel))) return undefined
  const chuid = await readPivObject(channel, pivObjects.cardHolderUniqueIdentifier)
  if (!chuid) throw new CodedError('ERR_CARD_MALFORMED', 'PIV CHUID', { details: { field: 'PIV CHUID' } })
  return { cardType: undefined, cardSn: parseChuid(chuid), environment: 'unknown', institution: null }
}

interface CardKey {
  readonly reference: number
  readonly key: SigningKey
  readonly certificate: Uint8Array
}

async function findKey(channel: CardChannel): Promise<CardKey | undefined> {
  for (const { reference, certificate: tag } of keys) {
    const object = await readPivObject(channel, tag)
    const certificate = object && parseCertificateObject(object)
    const key = certificate && signingKeyOf(certificate)
    if (key) return { reference, key, certificate }
  }
  return undefined
}

async function forCard(channel: CardChannel): Promise<OwnProfile> {
  const cardKey = await findKey(channel)
  const discovery = await readPivObject(channel, pivObjects.discovery)
  return makeProfile(cardKey, discovery ? parseDiscovery(discovery) : pivPins.application)
}

function makeProfile(cardKey: CardKey | undefined, pinReference: number): OwnProfile {
  const required = (): CardKey => {
    if (cardKey) return cardKey
    throw new CodedError('ERR_CARD_NO_CERTIFICATE', 'no certificate that can sign in 9A and 9C')
  }
  const pinTemplate: PinTemplate = {
    ...pin,
    reference: pinReference,
    encoding: 'ascii',
    fieldLength: pin.maximum,
    padding: pinPadding,
  }
  return {
    id: 'piv',
    algorithm: cardKey?.key.algorithm ?? 'RS256',
    pin,
    pinTemplate,
    recognise,
    forCard,
    certificate: cardKey?.certificate,
    readCertificate: async () => required().certificate,
    counted: {
      // Selecting anew costs nothing, and holds even when another program used the card in between.
      async triesLeft(channel) {
        await select(channel, applicationId, { wantInformation: true })
        return pinTriesLeft(channel, pinReference)
      },
      async verifyPin(channel, digits) {
        await select(channel, applicationId, { wantInformation: true })
        const padded = new Uint8Array(pin.maximum).fill(pinPadding)
        padded.set(digits)
        try {
          await verifyPin(channel, pinReference, padded)
        } finally {
          padded.fill(0)
        }
      },
      async verifyPinOnReader(channel, pad, signal) {
        await select(channel, applicationId, { wantInformation: true })
        await verifyPinOnReader(pad, pinTemplate, signal)
      },
      async sign(channel, digest) {
        const { reference, key } = required()
        return generalAuthenticate(channel, reference, key, digest)
      },
    },
  }
}

/** NIST SP 800-73-4: the card that governments and firms issue to their staff, and what many USB keys imitate. */
export const piv: CardProfile = makeProfile(undefined, pivPins.application)
