import type { DerValue } from './der.ts'
import { readBitString } from './der-primitives.ts'

/**
 * A set of reasons for revocation as RFC 5280 §4.2.1.13 numbers them (ReasonFlags): bit 1 is keyCompromise, bit 8
 * aACompromise. Lists for some reasons only are put together until every reason is covered (§6.3.3, reasons_mask).
 */
export type ReasonMask = number

/** Every reason: bits 1 to 8. Bit 0 is unused and means nothing. */
export const allReasons: ReasonMask = 0x1fe

export function readReasonFlags(value: DerValue, what: string): ReasonMask {
  const { octets } = readBitString(value, what)
  let mask = 0
  for (let bit = 1; bit <= 8; bit++) if (((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0) mask |= 1 << bit
  return mask
}
