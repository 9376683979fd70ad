/** What our payloads are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json }

/**
 * RFC 8785: one text for one value. Members sorted by UTF-16 code units, no spaces, ECMAScript's own form of numbers and
 * strings, which is the standard's. Throws TypeError for what JSON has no text for (NaN, a lone surrogate, undefined).
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('not a JSON number')
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (/\p{Surrogate}/u.test(value)) throw new TypeError('a lone surrogate')
    return JSON.stringify(value)
  }
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${canonicalJson(name)}:${canonicalJson(member)}`)
  return `{${members.join(',')}}`
}

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value)

export const isJsonObject = (value: Json | undefined): value is { readonly [member: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
