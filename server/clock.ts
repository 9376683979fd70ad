/** The server's time. Handed in everywhere, and passed to SQL as a parameter: nothing reads `now()` on its own. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

export const addSeconds = (time: Date, seconds: number): Date => new Date(time.getTime() + seconds * 1000)
