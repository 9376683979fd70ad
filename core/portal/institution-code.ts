/** The last digit of a ten-digit institution code: Σ i·dᵢ of the nine before it, modulo 10. A few real codes do not have it. */
export function hasCheckDigit(code: string): boolean {
  const digits = Array.from(code, Number)
  return digits.slice(0, 9).reduce((sum, digit, at) => sum + (at + 1) * digit, 0) % 10 === digits[9]
}
