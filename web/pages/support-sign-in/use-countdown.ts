import { useEffect, useState } from 'preact/hooks'

/** Seconds that are left of `seconds`, counted from when `key` changed; 0 when they are over. */
export function useCountdown(seconds: number, key: unknown): number {
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    // By the clock: a browser lets timers of a page in the background rest.
    const end = performance.now() + seconds * 1000
    const look = () => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1000)))
    look()
    const timer = setInterval(look, 250)
    return () => clearInterval(timer)
  }, [seconds, key])
  return left
}
