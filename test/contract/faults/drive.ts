import { type ManualTimers, settle } from '../../core/smartcard/manual-timers.ts'

/** Rounds of the event loop in which nothing may be left to do before time passes. */
const rounds = 20
const step = 500
/** More than anything may take. */
const longest = 600_000

/** Lets manual time pass for as long as a job is waiting for it. Fails when the job never comes to an end. */
export const driveWith =
  (timers: ManualTimers) =>
  async <T>(job: Promise<T>): Promise<T> => {
    const state = { over: false }
    const settled = job.finally(() => {
      state.over = true
    })
    settled.catch(() => undefined)
    for (let passed = 0; !state.over; passed += step) {
      if (passed > longest) throw new Error('it never came to an end')
      for (let round = 0; round < rounds && !state.over; round++) await settle()
      if (!state.over) await timers.advance(step)
    }
    return settled
  }
