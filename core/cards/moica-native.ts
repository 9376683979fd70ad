import { CodedError, isCoded } from '../errors/coded-error.ts'
import type { CardChannel } from '../smartcard/card-channel.ts'
import { readBinary, readFile } from '../smartcard/read-binary.ts'
import { StatusWordError } from '../smartcard/status-word.ts'
import type { KnownCard, ReadOnlyCard, ReadOnlyProfile } from './card-profile.ts'
import { findKnownAnswer } from './known-answers.ts'
import { needsMiddleware } from './needs-middleware.ts'

/** The citizen certificate's own class byte. */
const cla = 0x80
const masterFile = 0x3f00
/** The version is in the second of these, under the first. */
const [systemFolder, versionFile] = [0x0900, 0x0905]
const versionLength = 0x14
const version = 'CHT V32N'
/** The folder and file that hold all certificates, each at a place of its own. */
const [certificateFolder, certificateFile] = [0x5030, 0x08f2]
export const certificatePlaces = { root: 0x0000, issuer: 0x0700, encryption: 0x0e00, signature: 0x1500 } as const
const placeLength = 0x0700
/** The card gives no more at once. */
const chunk = 200

export type MoicaCertificate = keyof typeof certificatePlaces

/**
 * A certificate of the card, DER. It may be read without a PIN.
 * Errors: ERR_CARD_NO_CERTIFICATE when its place is empty, ERR_CARD_MALFORMED.
 */
export async function readMoicaCertificate(channel: CardChannel, which: MoicaCertificate): Promise<Uint8Array> {
  try {
    await selectFile(channel, masterFile)
    await selectFile(channel, certificateFolder)
    await selectFile(channel, certificateFile)
    const offset = certificatePlaces[which]
    const [tag, form, high = 0, low = 0] = await readBinary(channel, { cla, offset, length: 4 })
    if (tag !== 0x30 || form !== 0x82) throw noCertificate(which)
    const length = 4 + high * 256 + low
    if (length > placeLength) throw malformed('certificate length')
    return await readFile(channel, { cla, offset, length, chunk })
  } catch (error) {
    throw error instanceof StatusWordError ? noCertificate(which, error) : error
  }
}

async function recognise(channel: CardChannel, answerToReset: Uint8Array): Promise<ReadOnlyCard | undefined> {
  // Its commands are of a class of its own, which means other things to other cards: none is sent on suspicion.
  if (findKnownAnswer(answerToReset)?.profile !== moicaNative.id) return undefined
  try {
    await selectFile(channel, masterFile)
    await selectFile(channel, systemFolder)
    await selectFile(channel, versionFile)
    const told = await readBinary(channel, { cla, length: versionLength })
    if (!String.fromCharCode(...told).startsWith(version)) return undefined
  } catch (error) {
    if (error instanceof StatusWordError) return undefined
    throw error
  }
  try {
    const certificate = await readMoicaCertificate(channel, 'signature')
    return { info, certificate, refusal: needsMiddleware(answerToReset) }
  } catch (error) {
    if (!isCoded(error, 'ERR_CARD_NO_CERTIFICATE', 'ERR_CARD_MALFORMED')) throw error
    return { info, refusal: error }
  }
}

/** The number printed on the card is not among what can be read. */
const info: KnownCard = { cardType: 'moica', cardSn: undefined, environment: 'unknown', institution: null }

async function selectFile(channel: CardChannel, fileId: number): Promise<void> {
  const data = Uint8Array.of(fileId >> 8, fileId & 0xff)
  await channel.send({ name: 'SELECT', cla, ins: 0xa4, p1: 0x00, p2: 0x00, data })
}

const noCertificate = (which: MoicaCertificate, cause?: unknown): CodedError =>
  new CodedError('ERR_CARD_NO_CERTIFICATE', `no ${which} certificate on the card`, { cause })

const malformed = (what: string): CodedError =>
  new CodedError('ERR_CARD_MALFORMED', `MOICA: ${what}`, { details: { field: `MOICA: ${what}` } })

/**
 * The citizen certificate (自然人憑證) with the card's own file system. Its certificates can be read; the commands for its
 * PIN and keys are not public, so that it signs by way of the vendor's middleware only.
 */
export const moicaNative: ReadOnlyProfile = { id: 'moica-native', readOnly: true, recognise }
