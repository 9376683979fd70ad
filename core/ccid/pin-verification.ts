import { concat } from '../bytes/concat.ts'
import {
  defaultTimeoutSeconds,
  type PinPadProperties,
  type PinTemplate,
  requirePossible,
  verifyTemplate,
} from '../smartcard/pin-pad.ts'
import { type CcidClassDescriptor, exchangeLevel } from './class-descriptor.ts'

/** bPINSupport. */
const verification = 0x01
const bPINOperationVerify = 0x00
/** bEntryValidationCondition: the person presses the key. The only one that every reader knows. */
const validationKey = 0x02
/** bmFormatString: positions in bytes (bit 7), PIN at the start of the data, left-justified; the kind of digits. */
const formats = { bcd: 0x81, ascii: 0x82 } as const
/** USB language identifier: English (United States), which every display has. */
const wLangId = [0x09, 0x04]
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
  requirePossible(template, properties)
  const bNumberMessage = properties.displayLines > 0 ? 1 : 0
  const head = [
    bPINOperationVerify,
    Math.min(template.timeoutSeconds ?? defaultTimeoutSeconds, 0xff), // bTimerOut
    formats[template.encoding], // bmFormatString
    template.fieldLength, // bmPINBlockString: no length inserted, the field's bytes
    0x00, // bmPINLengthFormat
    Math.min(template.maximum, properties.maximum ?? 0xff), // wPINMaxExtraDigit, maximum first
    template.minimum,
    properties.entryValidationCondition ?? validationKey,
    bNumberMessage,
    ...wLangId,
    0x00, // bMsgIndex
  ]
  return concat(head, bTeoPrologue, verifyTemplate(template))
}
