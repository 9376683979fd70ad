import { CodedError } from '../../core/errors/coded-error.ts'

/** Digits that a card's PIN may have. */
export interface PinLength {
  readonly minimum: number
  readonly maximum: number
}

/**
 * Moves the PIN out of the field: ASCII digits as bytes, the field empty whatever comes of it.
 * The caller owns the bytes and zeroes them. ERR_PIN_FORMAT (details minimum, maximum) when a card could not take them:
 * nothing was sent then and no try is lost.
 *
 * The browser hands a field's value out as a string, and no script can overwrite a string: it, and the browser's own
 * buffer of the field, live until they are collected. Here it is never stored, copied or shown (docs/pin.md).
 */
export function takePin(field: HTMLInputElement, length: PinLength): Uint8Array<ArrayBuffer> {
  const typed = field.value
  field.value = ''
  const bytes = new Uint8Array(typed.length)
  let digitsOnly = true
  for (let i = 0; i < bytes.length; i++) {
    const unit = typed.charCodeAt(i)
    digitsOnly &&= unit >= 0x30 && unit <= 0x39
    bytes[i] = unit
  }
  if (digitsOnly && bytes.length >= length.minimum && bytes.length <= length.maximum) return bytes
  bytes.fill(0)
  throw new CodedError('ERR_PIN_FORMAT', 'the PIN has the wrong length or characters', { details: { ...length } })
}
