/** The Ministry of the Interior's letters, in the order of their numbers: A is 10. */
const letters = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'
const weights = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]

/** 身分證號 or 統一證號 (of either form), with its check digit: the weighted sum is a multiple of ten. */
export function isIdNumber(text: string): boolean {
  if (!/^[A-Z][A-D0-9]\d{8}$/.test(text)) return false
  const numbers = Array.from(text, (sign) => (/\d/.test(sign) ? Number(sign) : letters.indexOf(sign) + 10))
  const [first = 0, second = 0, ...rest] = numbers
  const digits = [Math.floor(first / 10), first % 10, second % 10, ...rest]
  return digits.reduce((sum, digit, index) => sum + digit * (weights[index] ?? 0), 0) % 10 === 0
}

/** `A1****0017`: enough to tell two people of one name apart, too little to take for them. */
export const maskIdNumber = (idNumber: string): string => `${idNumber.slice(0, 2)}****${idNumber.slice(-4)}`
