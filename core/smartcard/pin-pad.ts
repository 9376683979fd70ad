import { CodedError } from '../errors/coded-error.ts'
import type { SmartCardConnection } from './context.ts'

/** How a PIN that a person enters on the reader gets into the VERIFY command. The reader counts in digits. */
export interface PinTemplate {
  readonly cla?: number
  /** P2 of VERIFY: the key reference. */
  readonly reference: number
  readonly encoding: 'ascii' | 'bcd'
  readonly minimum: number
  readonly maximum: number
  /** Bytes of the data field (1 to 15), filled up with `padding`. The PIN stands at its beginning. */
  readonly fieldLength: number
  readonly padding: number
  /** How long the person may take. Default 30. */
  readonly timeoutSeconds?: number
}

/** What a reader's keypad can do (PC/SC part 10 §2.6.14, FEATURE_GET_TLV_PROPERTIES); undefined where it does not say. */
export interface PinPadProperties {
  /** Lines and characters of its display; 0 for none. */
  readonly displayLines: number
  readonly displayCharacters: number
  /** PINs that it takes at all. */
  readonly minimum?: number
  readonly maximum?: number
  /** bEntryValidationCondition that it knows: 1 maximum size reached, 2 validation key, 4 timeout. */
  readonly entryValidationCondition?: number
}

/**
 * Our addition to a WICG connection: the PIN is entered on the reader's keypad, and no program ever has it. Other
 * transports offer it as PC/SC part 10's FEATURE_VERIFY_PIN_DIRECT.
 */
export interface PinPadConnection {
  readonly pinPad: PinPadProperties
  /**
   * Has the person enter the PIN and the reader send VERIFY, once. Resolves with the response APDU; a reader may also
   * answer with the status words of pinPadStatusWords. Errors: ERR_PIN_ENTRY_CANCELLED and ERR_PIN_ENTRY_TIMEOUT (nothing was sent),
   * ERR_READER_PROTOCOL (field `PIN entry`) for a template that the reader cannot do, and those of `transmit`.
   */
  readonly verifyPinOnReader: (template: PinTemplate, options?: { signal?: AbortSignal }) => Promise<Uint8Array>
}

/** The connection's keypad; undefined for a reader without one, where the PIN is entered on the screen. */
export function pinPadOf(connection: SmartCardConnection & Partial<PinPadConnection>): PinPadConnection | undefined {
  const { pinPad, verifyPinOnReader } = connection
  return pinPad && verifyPinOnReader ? { pinPad, verifyPinOnReader } : undefined
}

/** PC/SC part 10 §2.5.2: said by the reader, not by the card. Nothing was sent to the card. */
export const pinPadStatusWords = { timeout: 0x6400, cancelled: 0x6401, wrongLength: 0x6403 } as const

const defaultTimeoutSeconds = 30

/** bTimerOut. */
export const pinEntrySeconds = ({ timeoutSeconds = defaultTimeoutSeconds }: PinTemplate): number =>
  Math.min(timeoutSeconds, 0xff)

/** bEntryValidationCondition: the person presses the key. The only one that every reader knows. */
const validationKey = 0x02
/** bmFormatString: positions in bytes (bit 7), PIN at the start of the data, left-justified; the kind of digits. */
const formats = { bcd: 0x81, ascii: 0x82 } as const
/** USB language identifier: English (United States), which every display has. */
const wLangId = [0x09, 0x04]

/**
 * From bmFormatString to bMsgIndex: the same in PC_to_RDR_Secure (CCID 1.1 §6.1.11) and PIN_VERIFY_STRUCTURE (PC/SC part 10
 * §2.5.2). Errors: ERR_READER_PROTOCOL (field `PIN entry`).
 */
export function pinEntryFields(template: PinTemplate, properties: PinPadProperties): number[] {
  requirePossible(template, properties)
  const bNumberMessage = properties.displayLines > 0 ? 1 : 0
  return [
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
}

/** VERIFY with the PIN's field full of padding: the reader writes the PIN over it. */
export function verifyTemplate({ cla = 0, reference, fieldLength, padding }: PinTemplate): Uint8Array<ArrayBuffer> {
  const command = new Uint8Array(5 + fieldLength).fill(padding)
  command.set([cla, 0x20, 0x00, reference, fieldLength])
  return command
}

/** Whether the reader can take a PIN of this form. */
export function isPossible(template: PinTemplate, properties: PinPadProperties): boolean {
  const { minimum, maximum, fieldLength, encoding } = template
  const room = encoding === 'bcd' ? 2 * fieldLength : fieldLength
  const fits = fieldLength >= 1 && fieldLength <= 15 && minimum >= 1 && minimum <= maximum && maximum <= room
  const takes = minimum >= (properties.minimum ?? 0) && minimum <= (properties.maximum ?? 0xff)
  return fits && takes
}

/** Errors: ERR_READER_PROTOCOL (field `PIN entry`) for a PIN field or PIN lengths that the reader cannot do. */
export function requirePossible(template: PinTemplate, properties: PinPadProperties): void {
  if (isPossible(template, properties)) return
  const details = { field: 'PIN entry' }
  throw new CodedError('ERR_READER_PROTOCOL', 'the reader cannot take a PIN of this form', { details })
}

/** Part 10 §2.6.14: tag, length, value (numbers little-endian). Tags that say nothing of the keypad are passed over. */
export function parseTlvProperties(bytes: Uint8Array): PinPadProperties {
  const found = new Map<number, number>()
  for (let at = 0; at + 2 <= bytes.length;) {
    const [tag = 0, length = 0] = bytes.subarray(at)
    const value = bytes.subarray(at + 2, at + 2 + length)
    if (value.length === length && length <= 4) found.set(tag, littleEndian(value))
    at += 2 + length
  }
  const layout = found.get(tlvTags.wLcdLayout)
  const [condition, minimum, maximum] = [
    found.get(tlvTags.bEntryValidationCondition),
    found.get(tlvTags.bMinPINSize),
    found.get(tlvTags.bMaxPINSize),
  ]
  return {
    displayLines: found.get(tlvTags.wLcdMaxLines) ?? (layout ?? 0) >> 8,
    displayCharacters: found.get(tlvTags.wLcdMaxCharacters) ?? (layout ?? 0) & 0xff,
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum ? { maximum } : {}),
    ...(condition ? { entryValidationCondition: condition } : {}),
  }
}

const tlvTags = {
  wLcdLayout: 0x01,
  bEntryValidationCondition: 0x02,
  wLcdMaxCharacters: 0x04,
  wLcdMaxLines: 0x05,
  bMinPINSize: 0x06,
  bMaxPINSize: 0x07,
} as const

const littleEndian = (bytes: Uint8Array): number => bytes.reduceRight((sum, byte) => sum * 256 + byte, 0)
