import { checkDigit } from '../portal/sam-application-number.ts'

/**
 * 報備支援案號: the year of the Republic (3 digits), a check digit, R, and a serial of 7 digits: `1157R0001234`. `day` is
 * ISO 8601, in Taiwan. Whether the serial is free is for the caller to see to.
 */
export function reportNumber(day: string, serial: number): string {
  const year = String(Number(day.slice(0, 4)) - 1911).padStart(3, '0')
  const digits = String(serial).padStart(7, '0')
  return `${year}${checkDigit(year + digits)}R${digits}`
}

export const reportSerials = 10_000_000
