import { fieldCount, fieldIndex } from './fields.ts'

/** What lies between the root and the fields. */
export const sections = ['tdata', 'ddata', 'dhead', 'dbody', 'pdata'] as const
export type Section = (typeof sections)[number]

/** Where a document is not one that the form describes. Those in `fatalFaults` end the reading. */
export type XmlFault =
  | 'DECLARATION'
  | 'ROOT'
  | 'MARKUP'
  | 'COMMENT'
  | 'INSTRUCTION'
  | 'ATTRIBUTE'
  | 'ENTITY'
  | 'TAG'
  | 'UNKNOWN'
  | 'PLACE'
  | 'ORDER'
  | 'MISSING'
  | 'TWICE'
  | 'END'
  | 'TEXT'
  | 'LONG'
  | 'CUT'
  | 'AFTER'

export const fatalFaults: ReadonlySet<XmlFault> = new Set(['ROOT', 'MARKUP', 'LONG', 'CUT'])

/** Is told what the document has, in its order. Offsets count the document's bytes from 0. */
export interface XmlHandler {
  open(section: Section, at: number): void
  /**
   * A value: `bytes` from `from` to `to`, with no entity in it, good until the call returns. `index` is what `fieldIndex`
   * gives, `at` where the value begins.
   */
  field(index: number, bytes: Uint8Array, from: number, to: number, at: number): void
  /** A field is there whose value cannot be told. */
  unreadable(index: number, at: number): void
  close(section: Section, at: number): void
  /** `name` is the element's or the sign's it is about, cut to what the document has, or empty. */
  fault(fault: XmlFault, at: number, name: string): void
}

/** What a kind of claims has for elements. */
export interface XmlShape {
  readonly root: string
  readonly fieldIds: readonly string[]
  /** Of the fields d, those in the head. */
  readonly head: readonly string[]
}

const less = 0x3c
const greater = 0x3e
const slash = 0x2f
const ampersand = 0x26
const exclamation = 0x21
const question = 0x3f
const quote = 0x22
const apostrophe = 0x27

const longestValue = 4096
const longestTag = 512
/** A step sees at least so many bytes, or all there are: more than any value with its tags. So pieces make no difference. */
const lookAhead = 8192
const capacity = 8 * lookAhead

const document = -1
const root = -2
const tdata = 0
const ddata = 1
const dhead = 2
const dbody = 3
const pdata = 4

/** The one place of each section. */
const parentOf = [root, root, ddata, ddata, dbody]

const entities: Readonly<Record<string, number>> = {
  lt: less,
  gt: greater,
  amp: ampersand,
  quot: quote,
  apos: apostrophe,
}

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/** Letters, digits and what else may stand in an element's name; in claims nothing but ASCII. */
const nameBytes = new Uint8Array(256)
for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:-.')
  nameBytes[sign.charCodeAt(0)] = 1

/**
 * Reads a claims document from its bytes, in pieces of any size, and keeps no more of it than a buffer of fixed size. The
 * signs that XML itself has are never the second half of a Big5 character (40 to 7E, A1 to FE), so no text is decoded.
 *
 * Accepted is what the form needs and no more: one declaration, elements, values, spaces between elements, an empty element
 * as `<d4/>` too, and the five entities XML has from itself. Everything else is told to the handler; the reader goes on
 * where what follows can still be read rightly.
 */
export class XmlReader {
  readonly #handler: XmlHandler
  readonly #root: string
  /** By field: the section it stands in, or `document` where the kind has no such field. */
  readonly #place = new Int8Array(fieldCount).fill(document)
  readonly #buffer = new Uint8Array(capacity + 1)
  /** What the buffer holds: its bytes up to `#limit`, of which `#pos` are done. */
  #limit = 0
  #pos = 0
  /** The document's offset of the buffer's first byte. */
  #base = 0
  #last = false
  #isOver = false
  #began = false
  /** Sections that are open, from the outermost; `document` outside the root. */
  #stack: number[] = []
  #top = document
  /** Elements open inside one that is not read. */
  #skipping = 0
  /** A comment's or an instruction's end is looked for. */
  #awaiting: '-->' | '?>' | undefined
  #textFaulted = false
  #rootIsClosed = false
  /** Which sections the open root, ddata and dbody have had: a bit each. */
  #had = 0
  readonly #unescaped = new Uint8Array(longestValue)

  constructor(shape: XmlShape, handler: XmlHandler) {
    this.#handler = handler
    this.#root = shape.root
    for (const id of shape.fieldIds) {
      const section = id.startsWith('t') ? tdata : id.startsWith('p') ? pdata : shape.head.includes(id) ? dhead : dbody
      this.#place[fieldIndex(id)] = section
    }
  }

  /** Takes the next piece. After a fatal fault, pieces are let go. */
  push(piece: Uint8Array): void {
    let from = 0
    while (from < piece.length && !this.#isOver) {
      if (this.#limit === capacity) this.#compact()
      const taken = Math.min(capacity - this.#limit, piece.length - from)
      this.#buffer.set(taken === piece.length ? piece : piece.subarray(from, from + taken), this.#limit)
      this.#limit += taken
      from += taken
      this.#consume()
    }
  }

  /** The document is whole. */
  end(): void {
    this.#last = true
    this.#consume()
    if (!this.#isOver && !this.#rootIsClosed) this.#fault('CUT', this.#base + this.#limit)
    this.#isOver = true
  }

  #compact(): void {
    this.#buffer.copyWithin(0, this.#pos, this.#limit)
    this.#base += this.#pos
    this.#limit -= this.#pos
    this.#pos = 0
  }

  #consume(): void {
    this.#buffer[this.#limit] = less // ends every search for the next one
    while (!this.#isOver && this.#pos < this.#limit && (this.#last || this.#limit - this.#pos >= lookAhead))
      this.#step()
  }

  #fault(fault: XmlFault, at: number, name = ''): void {
    if (fatalFaults.has(fault)) this.#isOver = true
    this.#handler.fault(fault, at, name)
  }

  #step(): void {
    if (!this.#began) this.#begin()
    else if (this.#awaiting) this.#skipPast(this.#awaiting)
    else if (this.#buffer[this.#pos] === less) this.#markup()
    else this.#between()
  }

  /** `<?xml version="1.0" encoding="BIG5"?>`, and nothing before it. */
  #begin(): void {
    this.#began = true
    const begin = this.#ascii(0, Math.min(this.#limit, 256))
    const declaration = /^<\?xml\s+version\s*=\s*(["'])1\.0\1\s+encoding\s*=\s*(["'])big5\2\s*\?>/i.exec(begin)
    if (declaration) this.#pos = declaration[0].length
    else {
      this.#fault('DECLARATION', 0)
      this.#pos = /^(?:\u00ef\u00bb\u00bf)?\s*/.exec(begin)?.[0].length ?? 0
      if (begin.startsWith('<?xml', this.#pos)) this.#awaiting = '?>'
    }
  }

  #skipPast(end: '-->' | '?>'): void {
    const buffer = this.#buffer
    const until = Math.min(this.#limit, this.#pos + lookAhead)
    for (let at = this.#pos; at + end.length <= until; at++) {
      if (buffer[at] !== end.charCodeAt(0) || !this.#isAt(at, end)) continue
      this.#pos = at + end.length
      this.#awaiting = undefined
      return
    }
    // Its first signs may be the last of these.
    this.#pos = this.#last && until === this.#limit ? until : until - end.length + 1
  }

  /** Spaces, and what else stands between two elements. */
  #between(): void {
    const buffer = this.#buffer
    let at = this.#pos
    while (isSpace(buffer[at])) at++
    if (buffer[at] !== less && at < this.#limit) {
      if (this.#rootIsClosed) {
        this.#fault('AFTER', this.#base + at)
        this.#isOver = true
        return
      }
      if (!this.#textFaulted && this.#skipping === 0) {
        this.#textFaulted = true
        this.#fault('TEXT', this.#base + at)
      }
      while (buffer[at] !== less) at++
    }
    this.#pos = Math.min(at, this.#limit)
  }

  #markup(): void {
    const buffer = this.#buffer
    const at = this.#pos
    this.#textFaulted = false
    const next = at + 1 < this.#limit ? buffer[at + 1] : 0
    if (next === exclamation) {
      if (!this.#isAt(at, '<!--')) return this.#fault('MARKUP', this.#base + at)
      this.#fault('COMMENT', this.#base + at)
      this.#pos += 4
      this.#awaiting = '-->'
    } else if (next === question) {
      this.#fault('INSTRUCTION', this.#base + at)
      this.#pos += 2
      this.#awaiting = '?>'
    } else if (this.#rootIsClosed) {
      this.#fault('AFTER', this.#base + at)
      this.#isOver = true
    } else if (next === slash) this.#endTag()
    else this.#startTag()
  }

  #startTag(): void {
    const buffer = this.#buffer
    const begin = this.#pos
    let at = begin + 1
    while (nameBytes[buffer[at] ?? 0] === 1) at++
    const index = this.#skipping === 0 ? this.#indexOf(begin + 1, at) : -1
    // What nearly every tag is: a field where it belongs, and nothing but its name.
    if (index >= 0 && buffer[at] === greater && this.#place[index] === this.#top && at < this.#limit) {
      this.#field(index, begin, at - begin, at + 1)
      return
    }
    const end = this.#tagEnd(begin, at)
    if (end < 0) return
    const isEmpty = buffer[end - 1] === slash
    if (at === begin + 1) {
      this.#fault('TAG', this.#base + begin)
      this.#pos = end + 1
      return
    }
    const section = this.#sectionOf(begin + 1, at)
    if (this.#skipping > 0 && section !== ddata) return this.#skip(isEmpty, end)
    if (this.#top === document) return this.#openRoot(begin, at, end, isEmpty)
    if (section >= 0) return this.#openSection(section, begin, at, end, isEmpty)
    const place = this.#place[index] ?? document
    if (place !== this.#top) {
      this.#fault(place === document ? 'UNKNOWN' : 'PLACE', this.#base + begin, this.#name(begin + 1, at))
      this.#skip(isEmpty, end)
      return
    }
    this.#rest(begin + 1, at, isEmpty ? end - 1 : end)
    if (!isEmpty) this.#field(index, begin, at - begin, end + 1)
    else {
      this.#pos = end + 1
      this.#handler.field(index, buffer, end, end, this.#base + end)
    }
  }

  /** What a tag has after its name, which is `from` … `nameEnd`, up to `to`: spaces are no fault. */
  #rest(from: number, nameEnd: number, to: number): void {
    for (let at = nameEnd; at < to; at++) {
      if (isSpace(this.#buffer[at])) continue
      this.#fault('ATTRIBUTE', this.#base + at, this.#name(from, nameEnd))
      return
    }
  }

  /** Where the tag's `>` is, quotes minded; -1 once a fault is told. */
  #tagEnd(begin: number, from: number): number {
    const buffer = this.#buffer
    const most = Math.min(this.#limit, begin + longestTag)
    if (buffer[from] === greater && from < most) return from
    let open = 0
    for (let at = from; at < most; at++) {
      const byte = buffer[at] ?? 0
      if (open === 0) {
        if (byte === greater) return at
        if (byte === less) {
          this.#fault('TAG', this.#base + begin)
          this.#pos = at
          return -1
        }
        if (byte === quote || byte === apostrophe) open = byte
      } else if (byte === open) open = 0
    }
    this.#fault(most === this.#limit && this.#last && most < begin + longestTag ? 'CUT' : 'LONG', this.#base + begin)
    return -1
  }

  #skip(isEmpty: boolean, end: number): void {
    this.#pos = end + 1
    if (!isEmpty) this.#skipping++
  }

  #openRoot(begin: number, nameEnd: number, end: number, isEmpty: boolean): void {
    if (!this.#isName(begin + 1, nameEnd, this.#root))
      return this.#fault('ROOT', this.#base + begin, this.#name(begin + 1, nameEnd))
    this.#rest(begin + 1, nameEnd, isEmpty ? end - 1 : end)
    this.#pos = end + 1
    this.#stack = [root]
    this.#top = root
    if (isEmpty) this.#closeTop(this.#base + begin)
  }

  #openSection(section: number, begin: number, nameEnd: number, end: number, isEmpty: boolean): void {
    const name = sections[section] ?? ''
    const parent = parentOf[section] ?? root
    if (this.#skipping > 0 || (this.#top !== parent && this.#stack.includes(parent))) {
      this.#fault('END', this.#base + begin, name)
      this.#skipping = 0
      while (this.#top !== parent) this.#closeTop(this.#base + begin)
    }
    const isAgain = (section === tdata || section === dhead || section === dbody) && (this.#had & (1 << section)) !== 0
    if (this.#top !== parent || isAgain) {
      this.#fault(isAgain ? 'TWICE' : 'PLACE', this.#base + begin, name)
      this.#skip(isEmpty, end)
      return
    }
    const isLate =
      (section === tdata && (this.#had & (1 << ddata)) !== 0) || (section === dhead && (this.#had & (1 << dbody)) !== 0)
    if (isLate) this.#fault('ORDER', this.#base + begin, name)
    this.#rest(begin + 1, nameEnd, isEmpty ? end - 1 : end)
    this.#had |= 1 << section
    if (section === ddata) this.#had &= ~((1 << dhead) | (1 << dbody))
    this.#pos = end + 1
    this.#stack.push(section)
    this.#top = section
    this.#handler.open(sections[section] ?? 'tdata', this.#base + begin)
    if (isEmpty) this.#closeTop(this.#base + begin)
  }

  #closeTop(at: number): void {
    const section = this.#stack.pop() ?? root
    this.#top = this.#stack.at(-1) ?? document
    if (section === root) {
      if ((this.#had & (1 << tdata)) === 0) this.#fault('MISSING', at, 'tdata')
      this.#rootIsClosed = true
      return
    }
    if (section === ddata)
      for (const part of [dhead, dbody]) if ((this.#had & (1 << part)) === 0) this.#fault('MISSING', at, sections[part])
    this.#handler.close(sections[section] ?? 'tdata', at)
  }

  #endTag(): void {
    const begin = this.#pos
    let at = begin + 2
    while (nameBytes[this.#buffer[at] ?? 0] === 1) at++
    const end = this.#tagEnd(begin, at)
    if (end < 0) return
    this.#pos = end + 1
    const section = this.#isName(begin + 2, at, this.#root) ? root : this.#sectionOf(begin + 2, at)
    if (this.#skipping > 0) {
      // An element that was never closed may not hide where its case and the document end.
      if (section !== root && section !== ddata) {
        this.#skipping--
        return
      }
      this.#skipping = 0
      this.#fault('END', this.#base + begin, this.#name(begin + 2, at))
      while (this.#top !== section && this.#stack.includes(section)) this.#closeTop(this.#base + begin)
    }
    this.#rest(begin + 2, at, end)
    if (section !== document && section === this.#top) this.#closeTop(this.#base + begin)
    else {
      this.#fault('END', this.#base + begin, this.#name(begin + 2, at))
      if (section === document || !this.#stack.includes(section)) return
      while (this.#top !== section) this.#closeTop(this.#base + begin)
      this.#closeTop(this.#base + begin)
    }
  }

  /** The field whose tag `<name` is the `tagLength` bytes from `begin`; its value begins at `from`. */
  #field(index: number, begin: number, tagLength: number, from: number): void {
    const buffer = this.#buffer
    let at = from
    let hasEntity = false
    for (let byte = buffer[at]; byte !== less; byte = buffer[++at]) if (byte === ampersand) hasEntity = true
    if (at - from > longestValue) return this.#fault('LONG', this.#base + begin)
    if (at >= this.#limit) return this.#fault('CUT', this.#base + this.#limit)
    // Compared with the start tag: `</` stands before the same name, and `>` behind it.
    let same = buffer[at + 1] === slash
    for (let sign = 1; sign < tagLength && same; sign++) same = buffer[at + 1 + sign] === buffer[begin + sign]
    let isWhole = true
    if (same && buffer[at + 1 + tagLength] === greater && at + 1 + tagLength < this.#limit)
      this.#pos = at + 2 + tagLength
    else isWhole = this.#oddEnd(index, at)
    if (this.#isOver) return
    if (!isWhole) this.#handler.unreadable(index, this.#base + from)
    else if (hasEntity) this.#withEntities(index, from, at)
    else this.#handler.field(index, buffer, from, at, this.#base + from)
  }

  /** A value's end that is not its element's plain end tag. Whether the value is whole all the same. */
  #oddEnd(index: number, at: number): boolean {
    if (this.#buffer[at + 1] === slash && at + 1 < this.#limit) {
      let nameEnd = at + 2
      while (nameBytes[this.#buffer[nameEnd] ?? 0] === 1) nameEnd++
      const other = this.#indexOf(at + 2, nameEnd)
      if (other >= 0) {
        const end = this.#tagEnd(at, nameEnd)
        if (end < 0) return false
        this.#rest(at + 2, nameEnd, end)
        if (other !== index) this.#fault('END', this.#base + at, this.#name(at + 2, nameEnd))
        this.#pos = end + 1
        return true
      }
    }
    // Something else begins before the field ends.
    this.#fault('END', this.#base + at)
    this.#pos = at
    return false
  }

  #withEntities(index: number, from: number, to: number): void {
    const buffer = this.#buffer
    let length = 0
    for (let at = from; at < to; at++) {
      const byte = buffer[at] ?? 0
      if (byte !== ampersand) {
        this.#unescaped[length++] = byte
        continue
      }
      let end = at + 1
      while (end < to && end - at < 6 && buffer[end] !== 0x3b) end++
      const sign = buffer[end] === 0x3b ? entities[this.#ascii(at + 1, end)] : undefined
      if (sign === undefined) {
        this.#fault('ENTITY', this.#base + at)
        this.#handler.unreadable(index, this.#base + from)
        return
      }
      this.#unescaped[length++] = sign
      at = end
    }
    this.#handler.field(index, this.#unescaped, 0, length, this.#base + from)
  }

  /** The field that the name from `from` to `to` is: a letter and a number without a leading zero. -1 for another name. */
  #indexOf(from: number, to: number): number {
    const buffer = this.#buffer
    const letter = buffer[from]
    const group = letter === 0x70 ? 256 : letter === 0x64 ? 128 : letter === 0x74 ? 0 : -1
    const length = to - from
    if (group < 0 || length < 2 || length > 3) return -1
    const first = (buffer[from + 1] ?? 0) - 0x30
    if (first < 1 || first > 9) return -1
    if (length === 2) return group + first
    const second = (buffer[from + 2] ?? 0) - 0x30
    return second < 0 || second > 9 ? -1 : group + first * 10 + second
  }

  /** The section that the name from `from` to `to` is; `document` for another name. */
  #sectionOf(from: number, to: number): number {
    const first = this.#buffer[from]
    const second = this.#buffer[from + 1]
    const section =
      first === 0x70 ? pdata : first === 0x74 ? tdata : second === 0x68 ? dhead : second === 0x62 ? dbody : ddata
    return this.#isName(from, to, sections[section] ?? '') ? section : document
  }

  #isName(from: number, to: number, name: string): boolean {
    return to - from === name.length && this.#isAt(from, name)
  }

  /** As a fault tells it. */
  #name(from: number, to: number): string {
    return this.#ascii(from, Math.min(to, from + 64))
  }

  #isAt(at: number, text: string): boolean {
    for (let sign = 0; sign < text.length; sign++) if (this.#buffer[at + sign] !== text.charCodeAt(sign)) return false
    return at + text.length <= this.#limit
  }

  #ascii(from: number, to: number): string {
    return String.fromCharCode(...this.#buffer.subarray(from, to))
  }
}
