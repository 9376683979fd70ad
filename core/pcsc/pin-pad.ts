import { concat } from '../bytes/concat.ts'
import {
  parseTlvProperties,
  pinEntryFields,
  pinEntrySeconds,
  type PinPadProperties,
  type PinTemplate,
  verifyTemplate,
} from '../smartcard/pin-pad.ts'
import type { Scard, ScardCard } from './scard.ts'
import { ScardError } from './scard-errors.ts'

/** PC/SC part 10 §2.2: features by their tags. */
const featureTags = { verifyPinDirect: 0x06, abort: 0x0b, getTlvProperties: 0x12 } as const

/** A reader's keypad as its driver offers it: what it can do, and the control codes by which it is used. */
export interface PcscKeypad {
  readonly properties: PinPadProperties
  readonly verifyPinDirect: number
  /** Undefined where an entry ends only on the reader, or with its time. */
  readonly abort: number | undefined
}

/** Undefined for a reader without a keypad that takes PINs, and for a driver that knows no part 10. */
export async function findKeypad(scard: Scard, card: ScardCard): Promise<PcscKeypad | undefined> {
  const { control, featureRequest } = scard
  if (!control || featureRequest === undefined) return undefined
  try {
    const features = parseFeatures(await control(card, featureRequest, new Uint8Array()))
    const verifyPinDirect = features.get(featureTags.verifyPinDirect)
    if (verifyPinDirect === undefined) return undefined
    const getProperties = features.get(featureTags.getTlvProperties)
    const told = getProperties === undefined ? new Uint8Array() : await control(card, getProperties, new Uint8Array())
    return { properties: parseTlvProperties(told), verifyPinDirect, abort: features.get(featureTags.abort) }
  } catch (error) {
    if (error instanceof ScardError) return undefined // the card says what is wrong, where something is
    throw error
  }
}

/** §2.2: tag, length 4, control code, most significant byte first on every system. */
export function parseFeatures(bytes: Uint8Array): ReadonlyMap<number, number> {
  const features = new Map<number, number>()
  for (let at = 0; at + 6 <= bytes.length;) {
    const [tag = 0, length = 0] = bytes.subarray(at)
    if (length === 4)
      features.set(
        tag,
        bytes.subarray(at + 2, at + 6).reduce((code, byte) => code * 256 + byte, 0),
      )
    at += 2 + length
  }
  return features
}

/**
 * §2.5.2 PIN_VERIFY_STRUCTURE, packed, numbers least significant byte first. The driver makes the T=1 block where the
 * reader does not. Errors: ERR_READER_PROTOCOL (field `PIN entry`).
 */
export function pinVerifyStructure(template: PinTemplate, properties: PinPadProperties): Uint8Array {
  const fields = pinEntryFields(template, properties)
  const apdu = verifyTemplate(template)
  const bTimerOut2 = 0x00 // as bTimerOut
  const bTeoPrologue = [0x00, 0x00, 0x00]
  const ulDataLength = [apdu.length, 0x00, 0x00, 0x00]
  return concat([pinEntrySeconds(template), bTimerOut2], fields, bTeoPrologue, ulDataLength, apdu)
}
