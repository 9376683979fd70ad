/** By letter A … Z, the two digits it stands for in the weighted sum, already weighted: tens · 1 + units · 9. */
const first = [1, 10, 19, 28, 37, 46, 55, 64, 39, 73, 82, 2, 11, 20, 48, 29, 38, 47, 56, 65, 74, 83, 21, 3, 12, 30]
/** What a letter in the second place counts for: A to D of residents' numbers, X and Y of people without a home. */
const second: Readonly<Record<number, number>> = { 0x41: 0, 0x42: 1, 0x43: 2, 0x44: 3, 0x58: 0, 0x59: 1 }

/**
 * The rule of `isIdNumber` on the bytes of a claim, where millions of them are judged; claims also have the numbers of people
 * without a home, whose second letter is X or Y.
 */
export function isIdNumberBytes(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 10) return false
  const letter = first[(bytes[from] ?? 0) - 0x41]
  if (letter === undefined) return false
  const sex = bytes[from + 1] ?? 0
  const sexDigit = sex >= 0x30 && sex <= 0x39 ? sex - 0x30 : second[sex]
  if (sexDigit === undefined) return false
  let sum = letter + sexDigit * 8
  for (let at = 2; at < 10; at++) {
    const digit = (bytes[from + at] ?? 0) - 0x30
    if (digit < 0 || digit > 9) return false
    sum += digit * (at === 9 ? 1 : 9 - at)
  }
  return sum % 10 === 0
}
