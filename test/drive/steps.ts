/** Prints what happens, each line with the time since the one before and since the start. */
export class Steps {
  readonly #start = performance.now()
  #last = this.#start

  done(what: string): void {
    const now = performance.now()
    const since = `${(now - this.#last).toFixed(0)} ms`.padStart(9)
    console.log(`${((now - this.#start) / 1000).toFixed(2).padStart(7)} s ${since}  ${what}`)
    this.#last = now
  }
}
