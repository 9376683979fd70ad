/**
 * RFC 1951 inflate and RFC 1952 gzip, for the compressed certificates that PIV cards hold: a few kilobytes, once per
 * sign-in. What the platforms have for it is a stream in browsers and a module in Node; this is the same everywhere.
 */

/** RFC 1951 §3.2.5: length codes 257 to 285 and distance codes 0 to 29. */
const lengthBases = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115].concat([
  131, 163, 195, 227, 258,
])
const lengthExtras = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const distanceBases = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
].concat([2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577])
const distanceExtras = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]
/** §3.2.7: in which order the lengths of the code length codes come. */
const codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
const endOfBlock = 256
const bitsMaximum = 15

/** RFC 1952 §2.3.1: flags that say which optional fields the header has. */
const gzipFlags = { headerCheck: 0x02, extra: 0x04, name: 0x08, comment: 0x10, reserved: 0xe0 } as const

/**
 * The content of one gzip member, which must fill `bytes`; its CRC and length are checked. Throws RangeError for
 * anything else, and as soon as the content would be longer than `limit`.
 */
export function gunzip(bytes: Uint8Array, limit: number): Uint8Array<ArrayBuffer> {
  const flags = bytes[3] ?? 0
  if (
    bytes.length < 18 ||
    bytes[0] !== 0x1f ||
    bytes[1] !== 0x8b ||
    bytes[2] !== 8 ||
    (flags & gzipFlags.reserved) !== 0
  )
    throw new RangeError('gzip: header')
  let at = 10
  if ((flags & gzipFlags.extra) !== 0) at += 2 + littleEndian(bytes, at, 2)
  if ((flags & gzipFlags.name) !== 0) at = afterZero(bytes, at)
  if ((flags & gzipFlags.comment) !== 0) at = afterZero(bytes, at)
  if ((flags & gzipFlags.headerCheck) !== 0) at += 2
  const { content, end } = inflate(bytes, limit, at)
  if (bytes.length !== end + 8) throw new RangeError('gzip: trailer')
  if (littleEndian(bytes, end, 4) !== crc32(content)) throw new RangeError('gzip: CRC')
  if (littleEndian(bytes, end + 4, 4) !== content.length) throw new RangeError('gzip: length')
  return content
}

function afterZero(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(0, from)
  if (at < 0) throw new RangeError('gzip: header')
  return at + 1
}

function littleEndian(bytes: Uint8Array, at: number, count: number): number {
  let value = 0
  for (let i = count - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0)
  return value
}

/** RFC 1952 §8. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) === 0 ? 0 : 0xedb88320)
  }
  return (crc ^ 0xffffffff) >>> 0
}

/**
 * Inflates the deflate stream that begins at `start`. `end` is the first byte after it. Throws RangeError for a damaged
 * stream, and as soon as the content would be longer than `limit`.
 */
export function inflate(
  bytes: Uint8Array,
  limit: number,
  start = 0,
): { readonly content: Uint8Array<ArrayBuffer>; readonly end: number } {
  const bits = new BitReader(bytes, start)
  const output = new Output(limit)
  for (let last = false; !last;) {
    last = bits.read(1) === 1
    const type = bits.read(2)
    if (type === 0) for (const byte of bits.readStored()) output.push(byte)
    else if (type === 1) inflateBlock(bits, output, fixedCodes)
    else if (type === 2) inflateBlock(bits, output, readDynamicCodes(bits))
    else throw new RangeError('deflate: block type')
  }
  return { content: output.take(), end: bits.end }
}

class Output {
  readonly #limit: number
  #bytes = new Uint8Array(4096)
  #length = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  push(byte: number): void {
    if (this.#length >= this.#limit) throw new RangeError(`deflate: more than ${this.#limit} bytes`)
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#bytes.length)
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes[this.#length++] = byte
  }

  /** The byte `distance` before the end. */
  back(distance: number): number {
    const byte = this.#bytes[this.#length - distance]
    if (distance > this.#length || byte === undefined) throw new RangeError('deflate: distance')
    return byte
  }

  take(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length)
  }
}

class BitReader {
  readonly #bytes: Uint8Array
  #at: number
  #held = 0
  #count = 0

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes
    this.#at = start
  }

  /** Up to 13 bits, the first the lowest. */
  read(count: number): number {
    while (this.#count < count) {
      this.#held |= this.#nextByte() << this.#count
      this.#count += 8
    }
    const value = this.#held & ((1 << count) - 1)
    this.#held >>>= count
    this.#count -= count
    return value
  }

  /** §3.2.4: from the next whole byte on, a length, its complement, and so many bytes. */
  readStored(): Uint8Array {
    this.#held = 0
    this.#count = 0
    const length = this.read(8) | (this.read(8) << 8)
    const complement = this.read(8) | (this.read(8) << 8)
    if ((length ^ complement) !== 0xffff) throw new RangeError('deflate: stored length')
    const stored = this.#bytes.subarray(this.#at, this.#at + length)
    if (stored.length !== length) throw new RangeError('deflate: cut short')
    this.#at += length
    return stored
  }

  /** Bits left over in the last byte are no part of the stream. */
  get end(): number {
    return this.#at
  }

  #nextByte(): number {
    const byte = this.#bytes[this.#at++]
    if (byte === undefined) throw new RangeError('deflate: cut short')
    return byte
  }
}

/** §3.2.2: a canonical code, as the number of codes of each length and the symbols in the order of their codes. */
interface HuffmanCode {
  readonly counts: readonly number[]
  readonly symbols: readonly number[]
}

interface BlockCodes {
  readonly literals: HuffmanCode
  readonly distances: HuffmanCode
}

/** Throws RangeError for more codes than fit; a code that leaves some unused fails only when one of them comes. */
function makeCode(lengths: readonly number[]): HuffmanCode {
  const counts = Array.from(
    { length: bitsMaximum + 1 },
    (_, bits) => lengths.filter((length) => length === bits).length,
  )
  let free = 1
  for (const count of counts.slice(1)) {
    free = 2 * free - count
    if (free < 0) throw new RangeError('deflate: code lengths')
  }
  const symbols = lengths.flatMap((length, symbol) => (length > 0 ? [{ length, symbol }] : []))
  symbols.sort((a, b) => a.length - b.length || a.symbol - b.symbol)
  return { counts: [0, ...counts.slice(1)], symbols: symbols.map(({ symbol }) => symbol) }
}

function readSymbol(bits: BitReader, { counts, symbols }: HuffmanCode): number {
  let code = 0
  let first = 0
  let index = 0
  for (let length = 1; length <= bitsMaximum; length++) {
    code |= bits.read(1)
    const count = counts[length] ?? 0
    const symbol = code - first < count ? symbols[index + code - first] : undefined
    if (symbol !== undefined) return symbol
    index += count
    first = (first + count) << 1
    code <<= 1
  }
  throw new RangeError('deflate: no such code')
}

/** §3.2.6. */
const fixedCodes: BlockCodes = {
  literals: makeCode(
    Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)),
  ),
  distances: makeCode(Array.from({ length: 30 }, () => 5)),
}

/** §3.2.7. */
function readDynamicCodes(bits: BitReader): BlockCodes {
  const literalCount = bits.read(5) + 257
  const distanceCount = bits.read(5) + 1
  const codeLengthCount = bits.read(4) + 4
  if (literalCount > 286 || distanceCount > 30) throw new RangeError('deflate: code counts')
  const codeLengths = Array.from({ length: 19 }, () => 0)
  for (const symbol of codeLengthOrder.slice(0, codeLengthCount)) codeLengths[symbol] = bits.read(3)
  const code = makeCode(codeLengths)
  const lengths: number[] = []
  while (lengths.length < literalCount + distanceCount) {
    const symbol = readSymbol(bits, code)
    if (symbol < 16) lengths.push(symbol)
    else lengths.push(...readRepeat(bits, symbol, lengths.at(-1)))
  }
  if (lengths.length > literalCount + distanceCount || lengths[endOfBlock] === 0)
    throw new RangeError('deflate: code lengths')
  return { literals: makeCode(lengths.slice(0, literalCount)), distances: makeCode(lengths.slice(literalCount)) }
}

function readRepeat(bits: BitReader, symbol: number, before: number | undefined): number[] {
  if (symbol === 16 && before === undefined) throw new RangeError('deflate: nothing to repeat')
  const value = symbol === 16 ? (before ?? 0) : 0
  const count = symbol === 16 ? 3 + bits.read(2) : symbol === 17 ? 3 + bits.read(3) : 11 + bits.read(7)
  return Array.from({ length: count }, () => value)
}

function inflateBlock(bits: BitReader, output: Output, { literals, distances }: BlockCodes): void {
  for (;;) {
    const symbol = readSymbol(bits, literals)
    if (symbol === endOfBlock) return
    if (symbol < endOfBlock) {
      output.push(symbol)
      continue
    }
    const length = extended(bits, lengthBases, lengthExtras, symbol - endOfBlock - 1)
    const distance = extended(bits, distanceBases, distanceExtras, readSymbol(bits, distances))
    for (let i = 0; i < length; i++) output.push(output.back(distance))
  }
}

function extended(bits: BitReader, bases: readonly number[], extras: readonly number[], code: number): number {
  const base = bases[code]
  if (base === undefined) throw new RangeError('deflate: no such code')
  return base + bits.read(extras[code] ?? 0)
}
