import type { Clock } from '../clock.ts'

/** Thrown while a service is left alone. */
export class CircuitOpenError extends Error {}

/**
 * Leaves a service alone that failed several times in a row: for a while every call fails at once, then one is let through
 * to see. Kept by each process: it spares what that process waits for, and decides nothing.
 */
export class CircuitBreaker {
  readonly #clock: Clock
  readonly #failures: number
  readonly #restMilliseconds: number
  #inARow = 0
  #openUntil = 0
  #trying = false

  constructor(clock: Clock, { failures = 5, restSeconds = 30 } = {}) {
    this.#clock = clock
    this.#failures = failures
    this.#restMilliseconds = restSeconds * 1000
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const now = this.#clock.now().getTime()
    const isOpen = this.#inARow >= this.#failures
    if (isOpen && (now < this.#openUntil || this.#trying)) throw new CircuitOpenError('left alone for a while')
    if (isOpen) this.#trying = true
    try {
      const result = await work()
      this.#inARow = 0
      return result
    } catch (error) {
      this.#inARow++
      this.#openUntil = this.#clock.now().getTime() + this.#restMilliseconds
      throw error
    } finally {
      if (isOpen) this.#trying = false
    }
  }
}
