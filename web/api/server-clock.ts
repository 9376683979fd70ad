/** The server's time as far as its answers tell: proofs must carry it, and clinic computers are often minutes off. */
export class ServerClock {
  readonly #now: () => number
  #offset = 0

  /** `now` gives this computer's time in milliseconds since 1970. */
  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Takes an HTTP `Date` or an ISO time that an answer has just brought. Anything unreadable is ignored. */
  observe(time: string | null): void {
    const milliseconds = time === null ? Number.NaN : Date.parse(time)
    if (!Number.isNaN(milliseconds)) this.#offset = milliseconds - this.#now()
  }

  milliseconds(): number {
    return this.#now() + this.#offset
  }

  /** Whole seconds since 1970, as JWT's `iat` has them. */
  seconds(): number {
    return Math.floor(this.milliseconds() / 1000)
  }

  /** How far this computer's clock is off, in seconds. */
  offsetSeconds(): number {
    return this.#offset / 1000
  }
}
