import { fromHex } from '../bytes/hex.ts'
import { CodedError } from '../errors/coded-error.ts'
import type { CardChannel } from '../smartcard/card-channel.ts'
import { computeDigitalSignature } from '../smartcard/compute-digital-signature.ts'
import { manageSecurityEnvironment } from '../smartcard/manage-security-environment.ts'
import type { PinPadConnection, PinTemplate } from '../smartcard/pin-pad.ts'
import { readFile } from '../smartcard/read-binary.ts'
import { select } from '../smartcard/select.ts'
import { StatusWordError } from '../smartcard/status-word.ts'
import { pinTriesLeft, verifyPin, verifyPinOnReader } from '../smartcard/verify-pin.ts'
import type { CardInfo, CardProfile } from './card-profile.ts'
import { parseHcaTestInfo } from './hca-test-info.ts'
import { digestInfo } from './signature-input.ts'

/** The card of demo/cards/README.md: our own, documented, until the issuing centres publish theirs. */
const applicationId = fromHex('F0 4E 48 49 54 45 53 54 01 00')
const infoFile = 0x01
const certificateFile = 0x02
const pinReference = 0x81
const pinFieldLength = 8
const pinPadding = 0xff
const pinLengths = { minimum: 6, maximum: pinFieldLength } as const
const pinTemplate: PinTemplate = {
  ...pinLengths,
  reference: pinReference,
  encoding: 'ascii',
  fieldLength: pinFieldLength,
  padding: pinPadding,
}
const signatureKey = { template: 'digitalSignature', algorithm: 0x02, privateKeyReference: 0x82 } as const
const fileNotFound = 0x6a82

async function recognise(channel: CardChannel): Promise<CardInfo | undefined> {
  try {
    await select(channel, applicationId)
  } catch (error) {
    if (error instanceof StatusWordError) return undefined
    throw error
  }
  return parseHcaTestInfo(await readFile(channel, { shortFileId: infoFile }))
}

async function readCertificate(channel: CardChannel): Promise<Uint8Array> {
  const certificate = await readFile(channel, { shortFileId: certificateFile }).catch((error: unknown) => {
    if (!(error instanceof StatusWordError) || error.sw !== fileNotFound) throw error
    throw new CodedError('ERR_CARD_NO_CERTIFICATE', 'no signing certificate on the card', { cause: error })
  })
  const [tag, form, high = 0, low = 0] = certificate
  if (tag !== 0x30 || form !== 0x82 || certificate.length !== 4 + high * 256 + low) {
    const details = { field: 'EF.CERT' }
    throw new CodedError('ERR_CARD_MALFORMED', 'EF.CERT is not one certificate', { details })
  }
  return certificate
}

/** Selecting anew costs nothing, and holds even when another program used the card in between. */
async function triesLeft(channel: CardChannel): Promise<number | undefined> {
  await select(channel, applicationId)
  return pinTriesLeft(channel, pinReference)
}

async function verify(channel: CardChannel, pin: Uint8Array): Promise<void> {
  await select(channel, applicationId)
  const padded = new Uint8Array(pinFieldLength).fill(pinPadding)
  padded.set(pin)
  try {
    await verifyPin(channel, pinReference, padded)
  } finally {
    padded.fill(0)
  }
}

async function verifyOnReader(channel: CardChannel, pad: PinPadConnection, signal?: AbortSignal): Promise<void> {
  await select(channel, applicationId)
  await verifyPinOnReader(pad, pinTemplate, signal)
}

async function sign(channel: CardChannel, digest: Uint8Array): Promise<Uint8Array> {
  await manageSecurityEnvironment(channel, signatureKey)
  return computeDigitalSignature(channel, digestInfo(digest))
}

export const hcaTest: CardProfile = {
  id: 'hca-test',
  algorithm: 'RS256',
  pin: pinLengths,
  pinTemplate,
  recognise,
  readCertificate,
  counted: { triesLeft, verifyPin: verify, verifyPinOnReader: verifyOnReader, sign },
}
