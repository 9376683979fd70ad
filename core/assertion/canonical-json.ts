/** What our payloads are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json }

/**
 * RFC 8785: one text for one value. Members sorted by UTF-16 code units, no spaces, ECMAScript's own form of numbers and
 * strings, which is the standard's. Throws TypeError for what JSON has no text for (NaN, a lone surrogate, undefined).
 */
export function canonicalJson(value: Json): string {
  // What is in order already, as all that was read is, takes one call of the platform's writer. It escapes a lone
  // surrogate, and little else in this way.
  const text = isInOrder(value) ? JSON.stringify(value) : undefined
  return text === undefined || text.includes('\\ud') ? inOrder(value) : text
}

/** True when ECMAScript's order of members is the one that RFC 8785 asks for, and everything has a text. */
function isInOrder(value: Json): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (isArray(value)) return value.every(isInOrder)
  if (typeof value !== 'object') return false
  let before = ''
  for (const name of Object.keys(value)) {
    const member = value[name]
    if (name <= before || member === undefined || !isInOrder(member)) return false
    before = name
  }
  return true
}

/** A lone one: the flag makes pairs one character. */
const surrogate = /\p{Surrogate}/u

function inOrder(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('not a JSON number')
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (surrogate.test(value)) throw new TypeError('a lone surrogate')
    return JSON.stringify(value)
  }
  if (isArray(value)) return `[${value.map(inOrder).join(',')}]`
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${inOrder(name)}:${inOrder(member)}`)
  return `{${members.join(',')}}`
}

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value)

export const isJsonObject = (value: Json | undefined): value is { readonly [member: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
