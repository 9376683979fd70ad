/**
 * Remembers for a moment what was worked out, and lets who asks meanwhile wait for the same work: many open the same page in
 * the same second. Nothing that matters: whoever forgets it works it out again.
 */
export class ShortMemory<T> {
  readonly #milliseconds: number
  readonly #most: number
  readonly #kept = new Map<string, { readonly at: number; readonly value: Promise<T> }>()

  constructor({ milliseconds, most }: { readonly milliseconds: number; readonly most: number }) {
    this.#milliseconds = milliseconds
    this.#most = most
  }

  async get(key: string, now: Date, work: () => Promise<T>): Promise<T> {
    const at = now.getTime()
    const kept = this.#kept.get(key)
    if (kept && Math.abs(at - kept.at) < this.#milliseconds) return await kept.value
    // Keys may come from addresses that anybody can type: their number has an end.
    if (this.#kept.size >= this.#most) this.#kept.clear()
    const value = work()
    this.#kept.set(key, { at, value })
    try {
      return await value
    } catch (error) {
      if (this.#kept.get(key)?.value === value) this.#kept.delete(key)
      throw error
    }
  }

  forget(): void {
    this.#kept.clear()
  }
}
