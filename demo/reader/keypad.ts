/** Digits and the green key, the red key, or nobody there. */
export type KeypadEntry = { readonly digits: string } | 'cancel' | 'timeout'

/** A reader's keypad: what is pressed waits until the reader asks, and the reader until something is pressed. */
export class Keypad {
  readonly #pressed: KeypadEntry[] = []
  readonly #watchers: (() => void)[] = []
  #asking: ((entry: KeypadEntry) => void) | undefined

  press(entry: KeypadEntry): void {
    const asking = this.#asking
    this.#asking = undefined
    if (asking) asking(entry)
    else this.#pressed.push(entry)
  }

  /** Resolves once the reader asks for an entry that was not pressed before. */
  asked(): Promise<void> {
    if (this.#asking) return Promise.resolve()
    return new Promise((resolve) => {
      this.#watchers.push(resolve)
    })
  }

  /** Rejects with the signal's reason when it aborts first. */
  entry(signal: AbortSignal): Promise<KeypadEntry> {
    const pressed = this.#pressed.shift()
    if (pressed !== undefined) return Promise.resolve(pressed)
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#asking = undefined
        reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)))
      }
      signal.addEventListener('abort', giveUp, { once: true })
      this.#asking = (entry) => {
        signal.removeEventListener('abort', giveUp)
        resolve(entry)
      }
      for (const tell of this.#watchers.splice(0)) tell()
    })
  }
}
