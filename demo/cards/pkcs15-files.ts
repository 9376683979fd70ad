import { fromBase64 } from '../../core/bytes/base64.ts'
import { concat } from '../../core/bytes/concat.ts'
import { fromHex } from '../../core/bytes/hex.ts'
import { context, element, objectIdentifier, octetString, sequence, utf8String } from '../pki/der.ts'
import type { CardFile } from './card-file.ts'

/** PKCS#15 v1.1 §5.4.1. */
export const pkcs15ApplicationId = fromHex('A0 00 00 00 63 50 4B 43 53 2D 31 35')

/** T=1; capabilities: selection by name, part of a name, path and identifier, chaining, extended lengths; “PKCS15”. */
export const pkcs15AnswerToReset = '3B 8C 81 31 FE 45 80 73 B4 21 C0 56 50 4B 43 53 31 35 78'

/** A dedicated file, with what it holds, or an elementary one. */
export interface Pkcs15Node {
  readonly fileId: number
  readonly aid?: Uint8Array
  readonly children?: readonly Pkcs15Node[]
  readonly content?: Uint8Array
}

/** References by which commands name the PIN and the key. */
export const pkcs15PinReference = 0x01
export const pkcs15KeyReference = 0x01
/** What MANAGE SECURITY ENVIRONMENT calls RSA that pads a DigestInfo, and ECDSA over a digest. */
export const pkcs15Algorithms = { rsa: 0x11, ecdsa: 0x21 } as const
export const pkcs15PinLength = 8

const applicationPath = fromHex('3F00 5015')
const identifiers = { pin: [0x01], key: [0x45] } as const

/** The card's file system: PKCS#15 v1.1 §5.5, DER of §6. */
export function makePkcs15Files(file: CardFile): Pkcs15Node {
  const certificate = file.certificate === null ? [] : [{ fileId: 0x4331, content: fromBase64(file.certificate) }]
  const issuer =
    file.issuerCertificate === null ? [] : [{ fileId: 0x4332, content: fromBase64(file.issuerCertificate) }]
  const application: Pkcs15Node = {
    fileId: 0x5015,
    aid: pkcs15ApplicationId,
    children: [
      { fileId: 0x5031, content: objectDirectory() },
      { fileId: 0x5032, content: tokenInfo(file) },
      // Directory files are larger than what is in them, so that the issuer can add to them.
      { fileId: 0x4401, content: concat(pinObject(), new Uint8Array(32)) },
      { fileId: 0x4402, content: concat(file.privateKey ? keyObject(file.privateKey) : [], new Uint8Array(32)) },
      { fileId: 0x4403, content: concat(certificateObjects(file), new Uint8Array(64)) },
      ...certificate,
      ...issuer,
    ],
  }
  return {
    fileId: 0x3f00,
    children: [{ fileId: 0x2f00, content: directory() }, { fileId: 0x2f01, content: answerToResetFile }, application],
  }
}

/** EF.DIR, ISO 7816-4 §12.2.2: one application template. */
const directory = () =>
  element(
    0x61,
    element(0x4f, pkcs15ApplicationId),
    element(0x50, new TextEncoder().encode('NHI demo PKCS#15')),
    element(0x51, applicationPath),
  )

/** EF.ATR/INFO, ISO 7816-4 §12.2.1: capabilities, and the longest command and response in extended form. */
const answerToResetFile = concat(
  element(0x47, [0xb4, 0x21, 0xc0]),
  concat([0x7f, 0x66, 0x08], element(0x02, [0x04, 0x00]), element(0x02, [0x08, 0x00])),
)

const integer = (value: number) => element(0x02, [value])
const flags = (unused: number, ...octets: readonly number[]) => element(0x03, [unused], octets)
/** DER leaves out the zeros at the end of a list of named bits. */
const noFlags = () => element(0x03, [0])
const boolean = () => element(0x01, [0xff])
const path = (...identifiers: readonly number[]) =>
  sequence(octetString(concat(applicationPath, ...identifiers.map((id) => [id >> 8, id & 0xff]))))

/** EF(ODF), §6.2: where PINs, private keys and certificates are. */
const objectDirectory = () => concat(context(8, path(0x4401)), context(0, path(0x4402)), context(4, path(0x4403)))

/** What the card does with its key: a mechanism by PKCS#11's number, its own number for it, and its OID. */
const algorithms = {
  RSA: { mechanism: [0x01], reference: pkcs15Algorithms.rsa, oid: '1.2.840.113549.1.1.1' },
  EC: { mechanism: [0x10, 0x41], reference: pkcs15Algorithms.ecdsa, oid: '1.2.840.10045.2.1' },
} as const

/** EF(TokenInfo), §6.9. */
function tokenInfo(file: CardFile): Uint8Array {
  const { mechanism, reference, oid } = algorithms[file.privateKey?.kty === 'EC' ? 'EC' : 'RSA']
  return sequence(
    integer(0),
    octetString(fromHex(file.cardSn)),
    utf8String('NHI demo'),
    element(0x80, new TextEncoder().encode(file.label.en.slice(0, 32))),
    flags(6, 0x40), // loginRequired
    context(
      2,
      sequence(
        integer(1),
        element(0x02, mechanism),
        element(0x05),
        flags(6, 0x40), // compute-signature
        objectIdentifier(oid),
        integer(reference),
      ),
    ),
  )
}

/** EF(AODF), §6.8.2: a PIN of the whole card, in ASCII digits, padded with FF. */
const pinObject = () =>
  sequence(
    sequence(utf8String('PIN'), flags(6, 0xc0)), // private, modifiable
    sequence(octetString(Uint8Array.from(identifiers.pin))),
    context(
      1,
      sequence(
        flags(2, 0x0c), // initialized, needs-padding
        element(0x0a, [0x01]),
        integer(6),
        integer(pkcs15PinLength),
        integer(pkcs15PinLength),
        element(0x80, [pkcs15PinReference]),
        octetString(Uint8Array.of(0xff)),
      ),
    ),
  )

/**
 * EF(PrKDF), §6.3.4 and §6.3.5. The key names no algorithm: OpenSC takes those that a key names for all that may be done
 * with it, and would not hash in front of them.
 */
function keyObject(key: JsonWebKey): Uint8Array {
  const isEc = key.kty === 'EC'
  const contents = [
    sequence(utf8String('Signing key'), flags(7, 0x80), octetString(Uint8Array.from(identifiers.pin))),
    sequence(
      octetString(Uint8Array.from(identifiers.key)),
      flags(5, 0x20), // sign
      flags(4, 0xb0), // sensitive, alwaysSensitive, neverExtractable
      integer(pkcs15KeyReference),
    ),
    context(1, sequence(path(), isEc ? element(0x02, [0x01, 0x00]) : element(0x02, modulusBits(key)))),
  ]
  return isEc ? element(0xa0, ...contents) : sequence(...contents)
}

function modulusBits({ n = '' }: JsonWebKey): readonly number[] {
  const bits = Math.floor((n.length * 3) / 4) * 8
  return [bits >> 8, bits & 0xff]
}

/** EF(CDF), §6.6: the holder's certificate under its key's identifier, then its issuer's. */
function certificateObjects(file: CardFile): Uint8Array {
  const holder = sequence(
    sequence(utf8String('Certificate'), noFlags()),
    sequence(octetString(Uint8Array.from(identifiers.key))),
    context(1, sequence(path(0x4331))),
  )
  const issuer = sequence(
    sequence(utf8String('Issuer'), noFlags()),
    sequence(octetString(Uint8Array.of(0x46)), boolean()),
    context(1, sequence(path(0x4332))),
  )
  return concat(file.certificate === null ? [] : holder, file.issuerCertificate === null ? [] : issuer)
}
