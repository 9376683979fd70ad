/** No look-alikes: it is read from a screen or over the telephone, and typed by hand. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 12
const group = 4

/** How many random bytes one is made of. */
export const oneTimeBytes = length

/**
 * `7K2M-9QXD-4TFH`. A byte leads to a sign with almost the same chance (256 is no multiple of 30): about 58 bits in all.
 */
export function toOneTimePassword(random: Uint8Array): string {
  if (random.length !== length) throw new RangeError(`a one-time password is made of ${length} bytes`)
  const signs = Array.from(random, (byte) => alphabet[byte % alphabet.length]).join('')
  return (signs.match(new RegExp(`.{${group}}`, 'g')) ?? []).join('-')
}

/** What was typed, as toOneTimePassword writes it: small letters and other groupings are read as they were meant. */
export function readOneTimePassword(text: string): string {
  const signs = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
  return (signs.match(new RegExp(`.{1,${group}}`, 'gu')) ?? []).join('-')
}
