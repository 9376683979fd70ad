import { parseSamSecret } from '../../core/sam/sam-secret.ts'

/**
 * Moves the opening code out of the field; one with a slip stays there to be set right. The caller owns the octets and
 * zeroes them. Error: ERR_SAM_SECRET_FORM. What was typed was a string, which no script can overwrite: as with a PIN
 * (docs/pin.md), it lives until it is collected, and is nowhere stored, copied or sent.
 */
export function takeSecret(field: HTMLInputElement): Uint8Array {
  const secret = parseSamSecret(field.value)
  field.value = ''
  return secret
}
