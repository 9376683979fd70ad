const slabSize = 65_536

/**
 * Memory for octets that are soon forgotten, cut from larger pieces: a piece of its own for each costs more to make and to
 * collect than to fill. A piece lives as long as the last octets cut from it, so what is kept must be copied out.
 */
export class OctetSlab {
  #slab = new Uint8Array(0)

  take(size: number): Uint8Array<ArrayBuffer> {
    if (size > slabSize / 4) return new Uint8Array(size)
    if (size > this.#slab.length) this.#slab = new Uint8Array(slabSize)
    const taken = this.#slab.subarray(0, size)
    this.#slab = this.#slab.subarray(size)
    return taken
  }
}
