/** Numbers that look random, the same ones for the same seed and index on every machine (mulberry32). */
export class Random {
  #state: number

  /** `index` names one case of many: each can be made again without those before it. */
  constructor(seed: number, index = 0) {
    this.#state = scramble(scramble(seed) + Math.imul(index, 0x9e3779b1))
  }

  /** From 0 to `limit` - 1; 0 when there is nothing to choose from. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let value = this.#state
    value = Math.imul(value ^ (value >>> 15), value | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return Math.floor((((value ^ (value >>> 14)) >>> 0) / 2 ** 32) * limit)
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('nothing to choose from')
    return items[this.below(items.length)] as T
  }

  octets(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, () => this.below(256))
  }
}

/** MurmurHash3's last step: neighbours come far apart. */
function scramble(number: number): number {
  let value = number | 0
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) | 0
}
