import { concat } from '../bytes/concat.ts'
import {
  pinEntryFields,
  pinEntrySeconds,
  type PinPadProperties,
  type PinTemplate,
  verifyTemplate,
} from '../smartcard/pin-pad.ts'
import { type CcidClassDescriptor, exchangeLevel } from './class-descriptor.ts'

/** bPINSupport. */
const verification = 0x01
const bPINOperationVerify = 0x00
/** Not T=1, or a reader that makes the blocks itself. */
const noPrologue = new Uint8Array(3)

/** What the class descriptor tells of the keypad. At character level the reader could not frame the command. */
export function pinPadProperties(descriptor: CcidClassDescriptor): PinPadProperties | undefined {
  const { bPINSupport, wLcdLayout } = descriptor
  if ((bPINSupport & verification) === 0 || exchangeLevel(descriptor) === 'character') return undefined
  return { displayLines: wLcdLayout >> 8, displayCharacters: wLcdLayout & 0xff }
}

/**
 * CCID 1.1 §6.1.11: abData of PC_to_RDR_Secure, the PIN Verification Data Structure. `bTeoPrologue` is NAD, PCB and LEN
 * of the T=1 block, at TPDU level. Errors: ERR_READER_PROTOCOL (field `PIN entry`).
 */
export function pinVerification(
  template: PinTemplate,
  properties: PinPadProperties,
  bTeoPrologue: Uint8Array = noPrologue,
): Uint8Array {
  const fields = pinEntryFields(template, properties)
  return concat([bPINOperationVerify, pinEntrySeconds(template)], fields, bTeoPrologue, verifyTemplate(template))
}
