import { fromBase64 } from '../../core/bytes/base64.ts'
import { concat } from '../../core/bytes/concat.ts'
import { fromHex } from '../../core/bytes/hex.ts'
import { element } from '../pki/der.ts'
import type { CardFile } from './card-file.ts'

/** NIST SP 800-73-4 Part 1 §2.2: the application's name with its version. */
export const pivApplicationId = fromHex('A0 00 00 03 08 00 00 10 00 01 00')
/** T=1; historical bytes as those of the HCA test card, with “PIV” as issuer data. */
export const pivAnswerToReset = '3B 89 81 31 FE 45 80 73 80 21 C0 53 50 49 56 0C'
/** Without the version: what a caller must say at least. */
export const pivShortIdLength = 9

/** Part 1 §3.1.2: agency and system 9999, that is: of no federal agency, all numbers without meaning. */
const fascN = fromHex('D4E739DA739CED39CE739D836858210842108421C84210C3EB')
const registeredApplicationProvider = pivApplicationId.subarray(0, 5)

export interface PivObjectOptions {
  /** Makes a gzip member: the certificate is then kept compressed, as many issuers do. */
  readonly compress?: (certificate: Uint8Array) => Uint8Array
  /** Which key the card has: 9A, PIV Authentication, by default, or 9C, Digital Signature. */
  readonly keyReference?: 0x9a | 0x9c
}

/** The answer to SELECT, Part 2 table 3. */
export const applicationProperties = element(
  0x61,
  element(0x4f, pivApplicationId.subarray(5)),
  element(0x79, element(0x4f, registeredApplicationProvider)),
  element(0x50, new TextEncoder().encode('NHI demo PIV')),
)

const certificateTags = { 0x9a: '5fc105', 0x9c: '5fc10a' } as const

/** The card's data objects by their tag in hex, whole: Part 1 Appendix A. */
export function makePivObjects(file: CardFile, options: PivObjectOptions = {}): ReadonlyMap<string, Uint8Array> {
  const errorDetection = element(0xfe)
  const objects = new Map([
    // Discovery object, table 18: the application PIN alone satisfies every access rule.
    ['7e', element(0x7e, element(0x4f, pivApplicationId), concat([0x5f, 0x2f, 0x02], [0x40, 0x00]))],
    // Card capability container, table 8: a card that says nothing about itself.
    [
      '5fc107',
      element(
        0x53,
        element(0xf0, fromHex('A000000116FF02'), fromHex(file.cardSn).subarray(0, 14)),
        element(0xf1, [0x21]),
        element(0xf2, [0x21]),
        element(0xf3),
        element(0xf4, [0x00]),
        element(0xf5, [0x10]),
        ...[0xf6, 0xf7, 0xfa, 0xfb, 0xfc, 0xfd].map((tag) => element(tag)),
        errorDetection,
      ),
    ],
    // Card holder unique identifier, table 9; its signature is empty, as cards outside of the federal PKI have it.
    [
      '5fc102',
      element(
        0x53,
        element(0x30, fascN),
        element(0x34, fromHex(file.cardSn)),
        element(0x35, new TextEncoder().encode('20991231')),
        element(0x3e),
        errorDetection,
      ),
    ],
  ])
  if (file.certificate !== null) {
    const der = fromBase64(file.certificate)
    const content = options.compress?.(der) ?? der
    const certInfo = element(0x71, [options.compress ? 0x01 : 0x00])
    const object = element(0x53, element(0x70, content), certInfo, errorDetection)
    objects.set(certificateTags[options.keyReference ?? 0x9a], object)
  }
  return objects
}
