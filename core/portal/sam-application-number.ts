const numberPattern = /^(\d{3})(\d)V(\d{7})$/

/**
 * 申請單號: the year of the Republic (3 digits), a check digit, V for a cloud security module, and a serial of 7 digits:
 * `1154V0001234`. `day` is ISO 8601, in Taiwan. Whether the serial is free is for the caller to see to.
 */
export function samApplicationNumber(day: string, serial: number): string {
  const year = String(Number(day.slice(0, 4)) - 1911).padStart(3, '0')
  const digits = String(serial).padStart(7, '0')
  if (!/^\d{7}$/.test(digits)) throw new RangeError('an application’s serial has seven digits')
  return `${year}${checkDigit(year + digits)}V${digits}`
}

export const samApplicationSerials = 10_000_000

/** With its check digit: a number read out wrong by one digit, or with two neighbours swapped, is none. */
export function isSamApplicationNumber(text: string): boolean {
  const [, year, digit, serial] = numberPattern.exec(text) ?? []
  return year !== undefined && serial !== undefined && digit === checkDigit(year + serial)
}

const quasigroup = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]

/** Damm, H. M. (2004), over the table of order ten that the thesis gives: every single slip and every swap shows. */
export function checkDigit(digits: string): string {
  let interim = '0'
  for (const digit of digits) interim = quasigroup[Number(interim)]?.charAt(Number(digit)) ?? '0'
  return interim
}
