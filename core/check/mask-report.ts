import type { CheckReport } from './check-report.ts'

/**
 * What of a text tells who or where somebody is, and what is left of it: enough for the helpdesk to see two values apart.
 * Applied to every text of a report's details, whatever its name, so that no check can forget it.
 */
const masks: readonly (readonly [RegExp, (found: string) => string])[] = [
  // E-mail addresses.
  [/[^\s@<>"]+@[^\s@<>"]+\.[a-z]{2,}/gi, () => '…@…'],
  // National IDs and resident certificates: a letter, a letter or digit, eight digits.
  [/\b[A-Z][A-D1289]\d{8}\b/gi, (id) => `${id[0] ?? ''}………`],
  // IPv4 addresses, keeping the network; this computer itself is nobody's address.
  [/\b(?!127\.)\d{1,3}(?:\.\d{1,3}){3}\b/g, (address) => `${address.split('.').slice(0, 2).join('.')}.x.x`],
  // IPv6 addresses: two colons at least, four groups or a `::`.
  [
    /\b(?=[0-9a-f:]*(?:::|(?::[0-9a-f]*){4}))[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,}/gi,
    (address) => `${address.split(':').slice(0, 2).join(':')}:…`,
  ],
  // Numbers of cards, institutions, devices and telephones.
  [/\b(?=(?:[A-F]*\d){6})[0-9A-F]+\b/gi, (number) => `…${number.slice(-4)}`],
  // Names of people in paths of their home folders.
  [/((?:\\|\/)(?:Users|home)(?:\\|\/))[^\\/]+/gi, (path) => path.replace(/[^\\/]+$/, '…')],
]

/** The text with what tells who or where somebody is made unreadable. */
export const maskText = (text: string): string =>
  masks.reduce((masked, [pattern, mask]) => masked.replace(pattern, (found) => mask(found)), text)

/** The report as it may leave the computer. */
export function maskReport(report: CheckReport): CheckReport {
  return {
    ...report,
    results: report.results.map((result) =>
      result.details === undefined ? result : { ...result, details: maskDetails(result.details) },
    ),
  }
}

const maskDetails = (details: Readonly<Record<string, string | number>>): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, typeof value === 'string' ? maskText(value) : value]),
  )
