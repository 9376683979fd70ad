/** Tells what happens, each line with the time since the start and since the one before. */
export class Steps {
  readonly #start = performance.now()
  readonly #tell: (line: string) => void
  #last = this.#start

  constructor(tell: (line: string) => void) {
    this.#tell = tell
  }

  done(what: string): void {
    const now = performance.now()
    const since = `${(now - this.#last).toFixed(0)} ms`.padStart(9)
    this.#tell(`${((now - this.#start) / 1000).toFixed(2).padStart(7)} s ${since}  ${what}`)
    this.#last = now
  }
}
