import type { PinTemplate } from '../smartcard/pin-pad.ts'
import type { Pkcs15Pin, Pkcs15PinType } from './pkcs15-objects.ts'

/** How digits become octets (PKCS#15 v1.1 §6.8.2). */
interface Encoding {
  /** Octets that so many digits take. */
  length(digits: number): number
  /** Writes the digits at the beginning of `into`. */
  write(digits: Uint8Array, into: Uint8Array, padding: number): void
}

const characters: Encoding = {
  length: (digits) => digits,
  write: (digits, into) => into.set(digits),
}

const encodings: Readonly<Record<Pkcs15PinType, Encoding>> = {
  'ascii-numeric': characters,
  utf8: characters,
  bcd: {
    length: (digits) => Math.ceil(digits / 2),
    write: (digits, into, padding) => writeNibbles(digits, into, 0, padding),
  },
  'half-nibble-bcd': {
    length: (digits) => digits,
    // In place: a copy would have to be overwritten too.
    write(digits, into) {
      for (const [i, digit] of digits.entries()) into[i] = 0xf0 | (digit & 0x0f)
    },
  },
  // ISO 9564-1 format 2: a control nibble, the number of digits, the digits, F.
  'iso9564-1': {
    length: () => 8,
    write(digits, into) {
      into.fill(0xff)
      into[0] = 0x20 | digits.length
      writeNibbles(digits, into, 1, 0xff)
    },
  },
}

/** Two digits an octet; the odd one out stands beside a nibble of padding. */
function writeNibbles(digits: Uint8Array, into: Uint8Array, at: number, padding: number): void {
  for (let i = 0; i < digits.length; i += 2) {
    const low = i + 1 < digits.length ? (digits[i + 1] ?? 0) : padding
    into[at + i / 2] = (((digits[i] ?? 0) & 0x0f) << 4) | (low & 0x0f)
  }
}

/** The most digits that fit what the card keeps of this PIN. */
const digitsIn = (type: Pkcs15PinType, octets: number): number =>
  type === 'bcd' ? 2 * octets : type === 'iso9564-1' ? 12 : octets

/**
 * How many digits the PIN may have; undefined when the card does not say enough to send it the right way, so that a try
 * would be lost for nothing.
 */
export function pinLimits({ type, minimum, maximum, storedLength, needsPadding, padding }: Pkcs15Pin) {
  if (needsPadding && type !== 'iso9564-1' && (storedLength === 0 || padding === undefined)) return undefined
  const most = storedLength > 0 ? digitsIn(type, storedLength) : (maximum ?? 0)
  const limits = { minimum: Math.max(1, minimum), maximum: Math.min(maximum ?? most, most) }
  return limits.minimum <= limits.maximum ? limits : undefined
}

/** The reference data for VERIFY, for digits within `pinLimits`. The caller overwrites it after use. */
export function encodePin(pin: Pkcs15Pin, digits: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoding = encodings[pin.type]
  const length = encoding.length(digits.length)
  const padding = pin.padding ?? 0xff
  const octets = new Uint8Array(pin.needsPadding ? Math.max(length, pin.storedLength) : length).fill(padding)
  encoding.write(digits, octets, padding)
  return octets
}

const keypadEncodings: { readonly [T in Pkcs15PinType]?: PinTemplate['encoding'] } = {
  'ascii-numeric': 'ascii',
  utf8: 'ascii',
  bcd: 'bcd',
}

/** How a reader's keypad writes it, within `limits`; undefined for a form that keypads do not know, or of no fixed length. */
export function pinTemplateOf(
  pin: Pkcs15Pin,
  limits: Pick<PinTemplate, 'minimum' | 'maximum'>,
): PinTemplate | undefined {
  const { type, reference, needsPadding, storedLength, padding = 0xff } = pin
  const encoding = keypadEncodings[type]
  if (!encoding || !needsPadding) return undefined
  // Beside an odd last digit a reader writes F.
  if (encoding === 'bcd' && (padding & 0x0f) !== 0x0f) return undefined
  return { ...limits, reference, encoding, fieldLength: storedLength, padding }
}
