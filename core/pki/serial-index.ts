import { DerError } from './der.ts'

/**
 * Which serial numbers a CRL lists, over the CRL's own bytes: an open-addressed table of entry positions, so that
 * 412,000 entries cost 4 MiB beside the list itself, and a look-up touches a few octets.
 */
export class SerialIndex {
  readonly #source: Uint8Array
  #table: Uint32Array
  #count = 0

  constructor(source: Uint8Array, expected: number) {
    this.#source = source
    this.#table = new Uint32Array(2 ** Math.min(24, Math.ceil(Math.log2(expected * 2 + 16))))
  }

  get size(): number {
    return this.#count
  }

  /** `at` is where an entry's SEQUENCE starts, with its serial number as first element. Never 0. */
  add(at: number): void {
    if (this.#count * 2 >= this.#table.length) this.#grow()
    this.#insert(at)
    this.#count++
  }

  /** Position of the first entry with this serial (content octets of the INTEGER), or undefined. */
  find(serial: Uint8Array): number | undefined {
    const mask = this.#table.length - 1
    const source = this.#source
    for (let slot = hash(serial, 0, serial.length) & mask; ; slot = (slot + 1) & mask) {
      const at = this.#table[slot] ?? 0
      if (at === 0) return undefined
      const integer = this.#serialAt(at)
      const sameLength = source[integer + 1] === serial.length
      if (sameLength && serial.every((octet, i) => octet === source[integer + 2 + i])) return at
    }
  }

  /** Past the SEQUENCE's header; the INTEGER itself always has a length of one octet. */
  #serialAt(at: number): number {
    const length = this.#source[at + 1] ?? 0
    return at + 2 + (length < 0x80 ? 0 : length & 0x7f)
  }

  #insert(at: number): void {
    const mask = this.#table.length - 1
    const integer = this.#serialAt(at)
    let slot = hash(this.#source, integer + 2, this.#source[integer + 1] ?? 0) & mask
    while (this.#table[slot] !== 0) slot = (slot + 1) & mask
    this.#table[slot] = at
  }

  #grow(): void {
    const old = this.#table
    if (old.length >= 2 ** 26) throw new DerError('revokedCertificates: too many')
    this.#table = new Uint32Array(old.length * 2)
    for (const at of old) if (at !== 0) this.#insert(at)
  }
}

/** FNV-1a. Serials are chosen by the authority, not by whoever asks, so collisions cannot be provoked from outside. */
function hash(bytes: Uint8Array, start: number, length: number): number {
  let value = 0x811c9dc5
  for (let i = start; i < start + length; i++) value = Math.imul(value ^ (bytes[i] ?? 0), 0x01000193)
  return (value ^ (value >>> 15)) >>> 0
}
