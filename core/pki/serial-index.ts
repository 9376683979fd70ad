import { DerError } from './der.ts'

/**
 * Which serial numbers a CRL lists, over the CRL's own bytes: an open-addressed table of entry positions, so that
 * 412,000 entries cost 4 MiB beside the list itself, and a look-up touches a few octets. Plain values, to be handed
 * from one thread to another.
 */
export interface SerialTable {
  /** Where entries' SEQUENCEs start; 0 is a free slot. */
  readonly slots: Uint32Array<ArrayBuffer>
  /** Of the hash. Random, so that nobody can write a list whose serial numbers all meet in one slot. */
  readonly multipliers: Uint32Array<ArrayBuffer>
  readonly size: number
  /** Of an indirect list: entry positions, and from each on the number of the authority that entries belong to. */
  readonly runs: Uint32Array<ArrayBuffer>
}

/** Octets of the longest serial number, and two multipliers more: for its length and for the authority's number. */
const longestSerial = 21
/** Far beyond what chance brings in a table half full: only one serial number listed again and again comes so far. */
const longestProbe = 256
const runLimit = 65_536

export class SerialTableBuilder {
  readonly #source: Uint8Array
  readonly #multipliers = Uint32Array.from({ length: longestSerial + 2 }, () => Math.random() * 2 ** 32)
  readonly #runs: number[] = []
  #slots: Uint32Array<ArrayBuffer>
  #size = 0
  #authority = 0

  constructor(source: Uint8Array, expected: number) {
    this.#source = source
    this.#slots = new Uint32Array(2 ** Math.min(24, Math.ceil(Math.log2(expected * 2 + 16))))
  }

  /** Entries from `at` on belong to the authority of this number; before the first call it is number 0, the list's own. */
  startRun(at: number, authority: number): void {
    if (authority === this.#authority) return
    if (this.#runs.length >= 2 * runLimit) throw new DerError('certificateIssuer: changes too often')
    this.#runs.push(at, authority)
    this.#authority = authority
  }

  /** `at` is where an entry's SEQUENCE starts, with its serial number as first element. Never 0. */
  add(at: number): void {
    if (this.#size * 2 >= this.#slots.length) this.#grow()
    this.#insert(at, this.#authority)
    this.#size++
  }

  finish(): SerialTable {
    return {
      slots: this.#slots,
      multipliers: this.#multipliers,
      size: this.#size,
      runs: Uint32Array.from(this.#runs),
    }
  }

  #insert(at: number, authority: number): void {
    const source = this.#source
    const mask = this.#slots.length - 1
    const integer = serialAt(source, at)
    const start = hash(this.#multipliers, source, integer + 2, source[integer + 1] ?? 0, authority)
    let slot = start >>> shiftOf(this.#slots)
    for (let probes = 0; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      if (++probes > longestProbe) throw new DerError('revokedCertificates: a serial number again and again')
    }
    this.#slots[slot] = at
  }

  #grow(): void {
    const old = this.#slots
    if (old.length >= 2 ** 26) throw new DerError('revokedCertificates: too many')
    this.#slots = new Uint32Array(old.length * 2)
    for (const at of old) if (at !== 0) this.#insert(at, authorityAt(this.#runs, at))
  }
}

/** Positions of the entries of one authority that have this serial (content octets of the INTEGER), in no order. */
export function findEntries(source: Uint8Array, table: SerialTable, serial: Uint8Array, authority: number): number[] {
  const { slots, multipliers, runs } = table
  if (serial.length > longestSerial) return []
  const found: number[] = []
  const mask = slots.length - 1
  let slot = hash(multipliers, serial, 0, serial.length, authority) >>> shiftOf(slots)
  for (; ; slot = (slot + 1) & mask) {
    const at = slots[slot] ?? 0
    if (at === 0) return found
    const integer = serialAt(source, at)
    if (source[integer + 1] !== serial.length || !sameOctets(source, integer + 2, serial)) continue
    if (authorityAt(runs, at) === authority) found.push(at)
  }
}

function sameOctets(source: Uint8Array, start: number, serial: Uint8Array): boolean {
  for (let i = 0; i < serial.length; i++) if (source[start + i] !== serial[i]) return false
  return true
}

/** Past the SEQUENCE's header; the INTEGER itself always has a length of one octet. */
function serialAt(source: Uint8Array, at: number): number {
  const length = source[at + 1] ?? 0
  return at + 2 + (length < 0x80 ? 0 : length & 0x7f)
}

/** The last run that starts at or before the entry. */
function authorityAt(runs: ArrayLike<number>, at: number): number {
  let low = 0
  for (let high = runs.length / 2; low < high;) {
    const middle = (low + high) >>> 1
    if ((runs[2 * middle] ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low === 0 ? 0 : (runs[2 * low - 1] ?? 0)
}

const shiftOf = (slots: Uint32Array): number => 32 - Math.log2(slots.length)

/**
 * Multilinear: any two serials meet with the same small probability, whatever they are. Then mixed, so that the even steps
 * of serial numbers counted upwards do not become neighbours in the table. The high bits count.
 */
function hash(multipliers: Uint32Array, bytes: Uint8Array, start: number, length: number, authority: number): number {
  let value =
    Math.imul(multipliers[longestSerial] ?? 0, length) + Math.imul(multipliers[longestSerial + 1] ?? 0, authority)
  for (let i = 0; i < length; i++) value = (value + Math.imul(multipliers[i] ?? 0, bytes[start + i] ?? 0)) | 0
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  return (value ^ (value >>> 13)) >>> 0
}
