/**
 * The short code under which the helpdesk finds a report that was sent: eight symbols of Crockford's Base32
 * (crockford.com/base32.html), which has no look-alikes, in two groups. It is said over the telephone and typed by hand.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 8

const isCode = new RegExp(`^[${alphabet}]{${length}}$`)

/** Eight random bytes make one of 2⁴⁰ codes. */
export function toReportCode(random: Uint8Array): string {
  if (random.length !== length) throw new RangeError(`a code is made of ${length} bytes`)
  return grouped(Array.from(random, (byte) => alphabet[byte % alphabet.length]).join(''))
}

/**
 * The code as toReportCode writes it; undefined for what is none. Small and full-width letters, other groupings, and the
 * letters that are taken for digits (O, I, L) are read as they were meant.
 */
export function readReportCode(text: string): string | undefined {
  const symbols = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return isCode.test(symbols) ? grouped(symbols) : undefined
}

const grouped = (symbols: string): string => `${symbols.slice(0, length / 2)}-${symbols.slice(length / 2)}`
