const places = 65_536

/**
 * Which texts came before, in 256 KiB however many come: each leaves a number in one place, until another needs that. So one
 * that came long ago may be forgotten, and one in thousands of millions be taken for another: for what is only better done early.
 */
export class SeenTexts {
  readonly #numbers = new Int32Array(places)

  /** Whether it came before; from now on it has. */
  wasSeen(text: string): boolean {
    let number = 1
    for (let i = 0; i < text.length; i++) number = (Math.imul(number, 31) + text.charCodeAt(i)) | 0
    const place = number & (places - 1)
    const wasSeen = this.#numbers[place] === number
    this.#numbers[place] = number
    return wasSeen
  }
}
