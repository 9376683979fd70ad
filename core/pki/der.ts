import { CodedError } from '../errors/coded-error.ts'

/** Bytes that are not DER (X.690 §10), or not what X.509 has at that place. */
export class DerError extends CodedError {
  constructor(message: string) {
    super('ERR_CERT_MALFORMED', message, { details: { field: message } })
  }
}

/** Identifier octets as X.509 uses them. `context(n)` is primitive, `context(n, true)` constructed. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  universalString: 0x1c,
  bmpString: 0x1e,
} as const

export const context = (number: number, constructed = false): number => (constructed ? 0xa0 : 0x80) | number

/**
 * One tag-length-value where it stands in the bytes that it was read from. A certificate has hundreds: the small ones are
 * read from `source` in place, since a view costs more than what it shows.
 */
export class DerValue {
  readonly tag: number
  readonly source: Uint8Array
  readonly start: number
  readonly contentStart: number
  readonly end: number

  constructor(source: Uint8Array, tag: number, start: number, contentStart: number, end: number) {
    this.tag = tag
    this.source = source
    this.start = start
    this.contentStart = contentStart
    this.end = end
  }

  /** The whole, header included. */
  get der(): Uint8Array {
    return this.source.subarray(this.start, this.end)
  }

  get content(): Uint8Array {
    return this.source.subarray(this.contentStart, this.end)
  }

  /** Octets of the content. */
  get length(): number {
    return this.end - this.contentStart
  }

  /** An octet of the content; -1 past its end. */
  octet(index: number): number {
    return index < this.end - this.contentStart ? (this.source[this.contentStart + index] ?? -1) : -1
  }

  /** Where this value stands in the bytes it was read from. */
  get range(): { readonly start: number; readonly contentStart: number; readonly end: number } {
    return this
  }

  get isEmpty(): boolean {
    return this.contentStart === this.end
  }

  /** A reader over the content of a constructed value. */
  reader(): DerReader {
    return new DerReader(this.source, this.contentStart, this.end)
  }
}

/**
 * Reads DER values one after another: definite, minimal lengths, one-byte tags, nothing beyond its end.
 * BER's constructed strings have other tags than the ones asked for, so they are refused as a wrong tag.
 */
export class DerReader {
  readonly #source: Uint8Array
  readonly #end: number
  #at: number

  constructor(source: Uint8Array, start = 0, end = source.length) {
    this.#source = source
    this.#at = start
    this.#end = end
  }

  get done(): boolean {
    return this.#at >= this.#end
  }

  /** The next value, which must be there and, when a tag is given, have it. `what` names it in the error. */
  read(what: string, tag?: number): DerValue {
    const start = this.#at
    const source = this.#source
    if (start + 2 > this.#end) throw new DerError(`${what}: missing`)
    const found = source[start] ?? 0
    if (tag !== undefined && found !== tag) throw new DerError(`${what}: unexpected tag ${found}`)
    if ((found & 0x1f) === 0x1f) throw new DerError(`${what}: long tag`)
    let at = start + 1
    let length = source[at++] ?? 0
    if (length >= 0x80) {
      const octets = length & 0x7f
      // 0x80 is BER's indefinite form; beyond four octets nothing fits a limit of ours.
      if (octets === 0 || octets > 4 || at + octets > this.#end) throw new DerError(`${what}: bad length`)
      length = 0
      for (let i = 0; i < octets; i++) length = length * 256 + (source[at++] ?? 0)
      if (length < 0x80 || (octets > 1 && length < 2 ** (8 * (octets - 1)))) {
        throw new DerError(`${what}: length is not minimal`)
      }
    }
    const end = at + length
    if (end > this.#end) throw new DerError(`${what}: longer than what holds it`)
    this.#at = end
    return new DerValue(source, found, start, at, end)
  }

  /** The next value if it has this tag. */
  optional(what: string, tag: number): DerValue | undefined {
    return this.nextIs(tag) ? this.read(what, tag) : undefined
  }

  nextIs(tag: number): boolean {
    return !this.done && this.#source[this.#at] === tag
  }

  finish(what: string): void {
    if (!this.done) throw new DerError(`${what}: something is left at its end`)
  }
}

/** The one DER value that `bytes` is: nothing may follow it. */
export function readDer(bytes: Uint8Array, what: string, tag?: number): DerValue {
  const reader = new DerReader(bytes)
  const value = reader.read(what, tag)
  reader.finish(what)
  return value
}

/** The elements of a SEQUENCE OF or SET OF. */
export function readAll<T>(value: DerValue, what: string, tag: number, item: (value: DerValue) => T): T[] {
  const reader = value.reader()
  const items: T[] = []
  while (!reader.done) items.push(item(reader.read(what, tag)))
  return items
}
