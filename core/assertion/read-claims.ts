import type { Json } from './canonical-json.ts'
import type { LoginClaims } from './claims.ts'
import { type Form, type Forms, certificateCard, moduleCard, parseClaims } from './parse-claims.ts'
import { readCanonicalJson } from './read-canonical-json.ts'

/**
 * The claims that a payload is. Throws ERR_LOGIN_MALFORMED with `details.field`: the member at fault, or `payload` for what is
 * not the RFC 8785 form of its value.
 *
 * Nearly every payload that comes is good, and then its text is known but for the values: that is tried first, in one pass.
 * Whatever is not so is read as any JSON, which decides.
 */
export function readClaims(payload: Uint8Array): LoginClaims {
  return readByForm(payload) ?? parseClaims(readCanonicalJson(payload, 'payload'))
}

interface Member {
  readonly name: string
  /** What stands before the value: its name, and what separates it. */
  readonly lead: string
  readonly form: Form | readonly Member[]
}

/** RFC 8785: sorted, and nothing between. The names are plain ASCII. */
const membersOf = (forms: Forms): Member[] =>
  Object.entries(forms)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, form], index) => ({
      name,
      lead: `${index === 0 ? '{' : ','}"${name}":`,
      form: typeof form === 'function' ? form : membersOf(form),
    }))

/** Of a sign-in, the usual one first. A confirmation, with words in any script, comes seldom and is read as any JSON. */
const signIns = [membersOf(certificateCard), membersOf(moduleCard)]
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
/** Printable ASCII without the backslash: such a string is its own canonical form. */
const plain = /^[\x20-\x5b\x5d-\x7e]*$/

function readByForm(payload: Uint8Array): LoginClaims | undefined {
  const text = decoder.decode(payload)
  if (!plain.test(text)) return undefined
  for (const members of signIns) {
    const cursor = new Cursor(text)
    const claims = readMembers(cursor, members)
    if (claims && cursor.at === text.length) return claims as unknown as LoginClaims
  }
  return undefined
}

function readMembers(cursor: Cursor, wanted: readonly Member[]): { readonly [member: string]: Json } | undefined {
  const object: Record<string, Json> = {}
  for (const { name, lead, form } of wanted) {
    if (!cursor.take(lead)) return undefined
    const value = typeof form === 'function' ? cursor.takeValue() : readMembers(cursor, form)
    if (value === undefined || (typeof form === 'function' && !form(value))) return undefined
    object[name] = value
  }
  return cursor.take('}') ? object : undefined
}

const quote = 0x22
const zero = 0x30

class Cursor {
  at = 0
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  take(words: string): boolean {
    if (!this.#text.startsWith(words, this.at)) return false
    this.at += words.length
    return true
  }

  /** A string, `null`, or a whole number of at most 15 digits, as RFC 8785 spells them; undefined for all else. */
  takeValue(): string | number | null | undefined {
    const first = this.#text.charCodeAt(this.at)
    if (first === quote) return this.#takeString()
    return this.take('null') ? null : this.#takeNumber(first)
  }

  #takeString(): string | undefined {
    const start = this.at + 1
    const end = this.#text.indexOf('"', start)
    if (end < 0) return undefined
    this.at = end + 1
    return this.#text.slice(start, end)
  }

  #takeNumber(first: number): number | undefined {
    const start = this.at
    let number = 0
    for (; this.at - start < 15; this.at++) {
      const digit = this.#text.charCodeAt(this.at) - zero
      if (!(digit >= 0 && digit <= 9)) break
      number = number * 10 + digit
    }
    const length = this.at - start
    return length === 0 || (first === zero && length > 1) ? undefined : number
  }
}
