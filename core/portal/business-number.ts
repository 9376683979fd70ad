const weights = [1, 2, 1, 2, 1, 2, 4, 1]

/**
 * 統一編號 with its check digit: the digits of the weighted products add up to a multiple of five (of ten until 2023, so that
 * older numbers pass too). A seventh digit 7 makes 28, whose digits add up to 10 and count as either of its two.
 */
export function isBusinessNumber(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false
  const products = Array.from(text, (digit, index) => Number(digit) * (weights[index] ?? 0))
  const sum = products.reduce((total, product) => total + Math.floor(product / 10) + (product % 10), 0)
  return sum % 5 === 0 || (text[6] === '7' && (sum + 1) % 5 === 0)
}
