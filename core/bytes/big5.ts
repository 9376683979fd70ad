import { cp950Rows, hkscsPairs, hkscsRows } from './big5-tables.ts'

/**
 * The only Big5 of the product: code page 950, the same in every browser and on every server, whose own decoders differ
 * from it and from each other.
 */
export interface Big5Options {
  /** Codes that code page 950 leaves open are read and written as HKSCS has them: names on cards. */
  readonly hkscs?: boolean
}

export interface DecodedBig5 {
  /** With U+FFFD for what stands for nothing. Private-use characters are never made: each program means another by them. */
  readonly text: string
  /** Where in the bytes a code was lost; empty when the text is whole. */
  readonly lost: readonly number[]
}

export interface EncodedBig5 {
  /** With “?” for each character that Big5 does not have. */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Those characters, in order; empty when nothing was lost. */
  readonly lost: readonly string[]
}

const replacement = '\ufffd'
const questionMark = 0x3f

export function decodeBig5(bytes: Uint8Array, { hkscs = false }: Big5Options = {}): DecodedBig5 {
  let text = ''
  const lost: number[] = []
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) {
      text += String.fromCharCode(lead)
      continue
    }
    const trail = bytes[at + 1]
    const char = trail === undefined ? undefined : (cp950().get(lead, trail) ?? (hkscs && fallback().get(lead, trail)))
    if (char) {
      text += char
      at++
      continue
    }
    text += replacement
    lost.push(at)
    // An ASCII byte behind a stray lead byte stays itself, so that a broken character hides no quote or bracket.
    if (lead > 0x80 && lead < 0xff && trail !== undefined && trail >= 0x80) at++
  }
  return { text, lost }
}

export function encodeBig5(text: string, { hkscs = false }: Big5Options = {}): EncodedBig5 {
  const bytes: number[] = []
  const lost: string[] = []
  const chars = Array.from(text)
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? ''
    const single = char.codePointAt(0) ?? 0
    if (single < 0x80) {
      bytes.push(single)
      continue
    }
    const next = chars[at + 1]
    const pair = hkscs && next !== undefined ? fallback().code(char + next) : undefined
    const code = pair ?? cp950().code(char) ?? (hkscs ? fallback().code(char) : undefined)
    if (pair !== undefined) at++
    if (code === undefined) {
      bytes.push(questionMark)
      lost.push(char)
    } else bytes.push(code >> 8, code & 0xff)
  }
  return { bytes: Uint8Array.from(bytes), lost }
}

/** 十 and 卅 have a second place among the numerals; they are written where the characters are. */
const notWritten = new Set([0xa2cc, 0xa2ce])

class CodeTable {
  readonly #chars: ReadonlyMap<number, string>
  readonly #codes = new Map<string, number>()

  constructor(rows: Readonly<Record<number, string>>, pairs: Readonly<Record<number, string>> = {}) {
    const chars = new Map<number, string>()
    for (const [lead, row] of Object.entries(rows))
      for (const [cell, char] of Array.from(row).entries())
        if (char !== replacement) chars.set(Number(lead) * 256 + trailOf(cell), char)
    for (const [code, pair] of Object.entries(pairs)) chars.set(Number(code), pair)
    for (const [code, char] of chars) if (!this.#codes.has(char) && !notWritten.has(code)) this.#codes.set(char, code)
    this.#chars = chars
  }

  get(lead: number, trail: number): string | undefined {
    return this.#chars.get(lead * 256 + trail)
  }

  /** The first code, where there are two. */
  code(char: string): number | undefined {
    return this.#codes.get(char)
  }
}

const trailOf = (cell: number): number => (cell < 63 ? 0x40 + cell : 0xa1 + cell - 63)

/** Made at the first use: nobody who meets no Big5 pays for it. */
const once = (make: () => CodeTable): (() => CodeTable) => {
  let made: CodeTable | undefined
  return () => (made ??= make())
}
const cp950 = once(() => new CodeTable(cp950Rows))
const fallback = once(() => new CodeTable(hkscsRows, hkscsPairs))
