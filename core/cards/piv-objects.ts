import { parseTlv } from '../bytes/ber-tlv.ts'
import { concat } from '../bytes/concat.ts'
import { fromHex, toHex } from '../bytes/hex.ts'
import { gunzip } from '../bytes/inflate.ts'
import { CodedError } from '../errors/coded-error.ts'
import { certificateLimit } from '../pki/certificate.ts'
import type { CardChannel } from '../smartcard/card-channel.ts'
import { StatusWordError } from '../smartcard/status-word.ts'

/** NIST SP 800-73-4 Part 1, Appendix A tables 2, 9, 10 and 18: data objects by their BER-TLV tag. */
export const pivObjects = {
  cardHolderUniqueIdentifier: fromHex('5F C1 02'),
  certificateForAuthentication: fromHex('5F C1 05'),
  certificateForSignature: fromHex('5F C1 0A'),
  discovery: fromHex('7E'),
} as const

/** Part 1, Appendix A, tables 9, 10 and 18. */
const tags = {
  data: 0x53,
  fascN: 0x30,
  guid: 0x34,
  certificate: 0x70,
  certInfo: 0x71,
  discovery: 0x7e,
  pinUsagePolicy: 0x5f2f,
} as const

/** Part 1 Appendix A: bit 1 of CertInfo, the certificate is compressed with gzip. */
const compressedBit = 0x01

const absent: ReadonlySet<number> = new Set([
  0x6a82, // data object not found
  0x6a88, // the same, of cards that follow ISO 7816-4 §11.4.3
])

/** Part 2 §3.1.2 GET DATA: the content of the object's tag 53 (7E for discovery). Undefined when the card has none. */
export async function readPivObject(channel: CardChannel, tag: Uint8Array): Promise<Uint8Array | undefined> {
  const data = concat([0x5c, tag.length], tag)
  try {
    const answer = await channel.send({ name: 'GET DATA', ins: 0xcb, p1: 0x3f, p2: 0xff, data, le: 256 })
    const [object, ...others] = parseTlv(answer)
    const wanted = tag[0] === tags.discovery ? tags.discovery : tags.data
    if (object?.tag !== wanted || others.length > 0) throw new RangeError('not the object asked for')
    return object.value
  } catch (error) {
    if (error instanceof StatusWordError && absent.has(error.sw)) return undefined
    throw error instanceof RangeError ? malformed(`object ${toHex(tag)}`, error) : error
  }
}

/** The card's number: its GUID or, where that is not used, its FASC-N; upper-case hex. Errors: ERR_CARD_MALFORMED. */
export function parseChuid(content: Uint8Array): string {
  const values = readValues(content, 'CHUID')
  const number = [values.get(tags.guid), values.get(tags.fascN)].find((value) => value?.some((byte) => byte !== 0))
  if (!number || number.length > 25) throw malformed('CHUID')
  return toHex(number).toUpperCase()
}

/**
 * The certificate of a certificate object, DER; undefined when the object is empty. Errors: ERR_CARD_MALFORMED, also
 * for a compressed one that is damaged or would be larger than any certificate.
 */
export function parseCertificateObject(content: Uint8Array): Uint8Array | undefined {
  const values = readValues(content, 'certificate')
  const certificate = values.get(tags.certificate)
  if (!certificate || certificate.length === 0) return undefined
  if (((values.get(tags.certInfo)?.[0] ?? 0) & compressedBit) === 0) return certificate
  try {
    return gunzip(certificate, certificateLimit)
  } catch (error) {
    throw error instanceof RangeError ? malformed('certificate', error) : error
  }
}

/** Key references of Part 1 table 4b: the application's own PIN, and the card's global one. */
export const pivPins = { application: 0x80, global: 0x00 } as const
const globalPinBit = 0x20
const globalIsPrimary = 0x20

/**
 * Which PIN the holder is used to type (Part 1 §3.3.2): the global one only where the card has it and says that it comes
 * first. Errors: ERR_CARD_MALFORMED.
 */
export function parseDiscovery(content: Uint8Array): number {
  const [available = 0, primary = 0] = readValues(content, 'discovery object').get(tags.pinUsagePolicy) ?? []
  return (available & globalPinBit) !== 0 && primary === globalIsPrimary ? pivPins.global : pivPins.application
}

function readValues(content: Uint8Array, field: string): ReadonlyMap<number, Uint8Array> {
  try {
    return new Map(parseTlv(content).map(({ tag, value }) => [tag, value]))
  } catch (error) {
    throw error instanceof RangeError ? malformed(field, error) : error
  }
}

const malformed = (what: string, cause?: unknown): CodedError =>
  new CodedError('ERR_CARD_MALFORMED', `PIV ${what}`, { cause, details: { field: `PIV ${what}` } })
