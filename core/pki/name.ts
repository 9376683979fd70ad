import { equal } from '../bytes/equal.ts'
import { toHex } from '../bytes/hex.ts'
import { DerError, type DerValue, readDer, tags } from './der.ts'
import { asciiText, readOid } from './der-primitives.ts'

export interface NameAttribute {
  readonly type: string
  readonly value: DerValue
}

/** A relative distinguished name: one attribute, seldom several. */
export type Rdn = readonly NameAttribute[]

/** A distinguished name as it stands in the certificate. Made by `parseName`, which has read all of it. */
export class Name {
  readonly der: Uint8Array
  /** How many RDNs it has. */
  readonly length: number
  #rdns: readonly Rdn[] | undefined
  #canonical: readonly string[] | undefined
  #kinds: readonly RdnKind[] | undefined

  constructor(der: Uint8Array, length: number) {
    this.der = der
    this.length = length
  }

  /** Read again when they are asked for: most names are only compared octet for octet, and kept certificates are many. */
  get rdns(): readonly Rdn[] {
    this.#rdns ??= readRdns(readDer(this.der, 'name'), 'name')
    return this.#rdns
  }

  get isEmpty(): boolean {
    return this.length === 0
  }

  /** One text per RDN; equal texts are equal RDNs by RFC 5280 §7.1. */
  get canonical(): readonly string[] {
    this.#canonical ??= this.rdns.map(canonicalRdn)
    return this.#canonical
  }

  /** Same name: the same bytes, or the same in canonical form. */
  matches(other: Name): boolean {
    if (equal(this.der, other.der)) return true
    return this.length === other.length && this.startsWith(other)
  }

  /** True when `base` is this name or one above it in the directory. */
  startsWith(base: Name): boolean {
    const own = this.canonical
    return base.canonical.every((rdn, index) => rdn === own[index])
  }

  /**
   * As `startsWith`, but a value that is no text counts as the same as any other of its type, since who reads it may take
   * it for that: for names that must be kept out.
   */
  couldStartWith(base: Name): boolean {
    return base.rdns.every((_, index) => {
      if (this.rdns[index] === undefined) return false
      if (base.canonical[index] === this.canonical[index]) return true
      const [ownKind, baseKind] = [this.#kindOf(index), base.#kindOf(index)]
      return ownKind?.types === baseKind?.types && !(ownKind?.isText && baseKind?.isText)
    })
  }

  /** Found out once: a name is compared with thousands. */
  #kindOf(index: number): RdnKind | undefined {
    this.#kinds ??= this.rdns.map((rdn) => ({ types: typesOf(rdn), isText: isText(rdn) }))
    return this.#kinds[index]
  }

  /** All values of an attribute as text, in order. Throws DerError where a value is not text. */
  textsOf(type: string): string[] {
    const texts: string[] = []
    for (const rdn of readRdns(readDer(this.der, 'name'), 'name')) {
      for (const attribute of rdn) {
        if (attribute.type !== type) continue
        const text = attributeText(attribute.value)
        if (text === undefined) throw new DerError(`name attribute ${type}: not text`)
        texts.push(text)
      }
    }
    return texts
  }
}

/**
 * Octets of a name. Those of the government's PKI have some 200; a name of 60,000 takes 10 ms to compare, and a validation
 * may meet a hundred.
 */
export const nameLimit = 2048

export function parseName(value: DerValue, what: string): Name {
  if (value.tag !== tags.sequence) throw new DerError(`${what}: not a name`)
  if (value.length > nameLimit) throw new DerError(`${what}: longer than ${nameLimit} octets`)
  return new Name(value.der, readRdns(value, what).length)
}

function readRdns(value: DerValue, what: string): Rdn[] {
  const rdns: Rdn[] = []
  for (const reader = value.reader(); !reader.done;) rdns.push(parseRdn(reader.read(what, tags.set), what))
  return rdns
}

/** The SET of one RDN; also the implicitly tagged one of a distribution point. */
export function parseRdn(value: DerValue, what: string): Rdn {
  if (value.length > nameLimit) throw new DerError(`${what}: longer than ${nameLimit} octets`)
  const attributes: NameAttribute[] = []
  for (const reader = value.reader(); !reader.done;) {
    const attribute = reader.read(what, tags.sequence).reader()
    const type = readOid(attribute.read(what, tags.oid), what)
    attributes.push({ type, value: attribute.read(what) })
    attribute.finish(what)
  }
  if (attributes.length === 0) throw new DerError(`${what}: empty RDN`)
  return attributes
}

interface RdnKind {
  /** Equal texts for the same types of attributes. */
  readonly types: string
  /** All values are text. */
  readonly isText: boolean
}

const typesOf = (rdn: Rdn): string =>
  rdn
    .map(({ type }) => type)
    .sort()
    .join()
const isText = (rdn: Rdn): boolean => rdn.every(({ value }) => attributeText(value) !== undefined)

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of a string value; undefined for types whose letters are not known for sure (Teletex may hold Big5). */
export function attributeText(value: DerValue): string | undefined {
  const { content } = value
  switch (value.tag) {
    case tags.utf8String:
      try {
        return utf8.decode(content)
      } catch {
        return undefined
      }
    case tags.printableString:
    case tags.ia5String:
      return asciiText(content)
    case tags.bmpString: {
      if (content.length % 2 !== 0) return undefined
      let text = ''
      for (let i = 0; i < content.length; i += 2) {
        text += String.fromCharCode(((content[i] ?? 0) << 8) | (content[i + 1] ?? 0))
      }
      return text
    }
    case tags.universalString:
      return utf32Text(content)
    default:
      return undefined
  }
}

/** Four octets a letter, big-endian; undefined where one is no letter of Unicode. */
function utf32Text(content: Uint8Array): string | undefined {
  if (content.length % 4 !== 0) return undefined
  let text = ''
  for (let i = 0; i < content.length; i += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = content.subarray(i, i + 4)
    const letter = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
    if (letter > 0x10ffff || (letter >= 0xd800 && letter < 0xe000)) return undefined
    text += String.fromCodePoint(letter)
  }
  return text
}

/** RFC 4518 §2.2: letters that are not seen. */
const unseen = /(?!\s|\u0085)[\p{Cc}\p{Cf}\p{Variation_Selector}\u034f\ufffc]/gu
const spaces = /[\s\u0085]+/gu

/**
 * RFC 4518 in short: compatibility form, lower case, spaces folded, nothing unseen. What is not text compares by its
 * bytes.
 */
function canonicalText(value: DerValue): string {
  const text = attributeText(value)
  if (text === undefined) return `#${toHex(value.der)}`
  return ` ${text.normalize('NFKC').toLowerCase().replaceAll(unseen, '').replaceAll(spaces, ' ').trim()}`
}

/** Equal texts for equal RDNs. */
export function canonicalRdn(rdn: Rdn): string {
  return JSON.stringify(rdn.map(({ type, value }) => `${type}=${canonicalText(value)}`).sort())
}
