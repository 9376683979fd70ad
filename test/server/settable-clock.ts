import type { Clock } from '../../server/clock.ts'

/** A clock that stands still until told otherwise. */
export class SettableClock implements Clock {
  #time: number

  constructor(start = '2026-03-02T01:00:00Z') {
    this.#time = Date.parse(start)
  }

  now(): Date {
    return new Date(this.#time)
  }

  advance(seconds: number): void {
    this.#time += seconds * 1000
  }
}
