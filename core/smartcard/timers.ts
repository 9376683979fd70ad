/** The clock's alarm, handed in so that tests need not wait. */
export interface Timers {
  setTimeout(callback: () => void, milliseconds: number): unknown
  clearTimeout(timer: unknown): void
}

export const systemTimers: Timers = {
  setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clearTimeout: (timer) => clearTimeout(timer),
}

export interface Limits {
  readonly timers: Timers
  readonly milliseconds?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** What a wait that took too long is rejected with. */
  readonly timeoutError: () => Error
}

/**
 * Waits for `promise`, for `milliseconds` at most and until `signal` aborts (rejected with its reason). The promise
 * itself goes on; whoever made it still owns its end.
 */
export function within<T>(promise: Promise<T>, { timers, milliseconds, signal, timeoutError }: Limits): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (signal?.aborted) {
      promise.then(undefined, () => undefined)
      reject(asError(signal.reason))
      return
    }
    const onAbort = (): void => end(() => reject(asError(signal?.reason)))
    const timer =
      milliseconds === undefined
        ? undefined
        : timers.setTimeout(() => end(() => reject(timeoutError())), Math.max(0, milliseconds))
    const end = (settle: () => void): void => {
      if (milliseconds !== undefined) timers.clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      settle()
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    promise.then(
      (value) => end(() => resolve(value)),
      (error: unknown) => end(() => reject(asError(error))),
    )
  })
}

/** Resolves after `milliseconds`, or as soon as `signal` aborts. */
export function pause(timers: Timers, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve()
      return
    }
    const end = (): void => {
      timers.clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = timers.setTimeout(end, milliseconds)
    signal?.addEventListener('abort', end, { once: true })
  })
}

/** A signal's reason and a foreign promise's rejection may be anything. */
export const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)))
