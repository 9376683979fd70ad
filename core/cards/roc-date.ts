/**
 * A date of the Republic's calendar as cards and files write it: YYYMMDD, and -YYMMDD for the years before 1912, of which
 * there is no year 0. Resolves to the date as ISO 8601 writes it (`1991-01-01`); undefined when there is no such day.
 */
export function parseRocDate(text: string): string | undefined {
  const [, before, digits = '', month = '', day = ''] = /^(-?)(\d{2,3})(\d{2})(\d{2})$/.exec(text) ?? []
  if (text.length !== 7) return undefined
  const year = Number(digits)
  if (year === 0) return undefined
  const iso = `${before ? 1912 - year : 1911 + year}-${month}-${day}`
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined
}
