import type { Timers } from '../../../core/smartcard/timers.ts'

interface Alarm {
  readonly at: number
  readonly callback: () => void
}

/** Time that passes only when told to. */
export class ManualTimers implements Timers {
  #now = 0
  #alarms: Alarm[] = []

  setTimeout(callback: () => void, milliseconds: number): unknown {
    const alarm = { at: this.#now + milliseconds, callback }
    this.#alarms.push(alarm)
    return alarm
  }

  clearTimeout(timer: unknown): void {
    this.#alarms = this.#alarms.filter((alarm) => alarm !== timer)
  }

  /** Alarms that are set now. */
  get pending(): number {
    return this.#alarms.length
  }

  /** Lets time pass, and everything that follows from it happen. */
  async advance(milliseconds: number): Promise<void> {
    await settle()
    const end = this.#now + milliseconds
    for (;;) {
      const [next] = this.#alarms.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (!next) break
      this.#now = next.at
      this.clearTimeout(next)
      next.callback()
      await settle()
    }
    this.#now = end
  }
}

/** Lets every promise that can go on go on. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
