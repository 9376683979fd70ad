import { useEffect, useState } from 'preact/hooks'

/**
 * Counts down from `secondsLeft`, anew for each `sent` (the state that told it). By the wall clock, which goes on while
 * the computer sleeps, so that a request that ran out meanwhile shows 0:00 at once.
 */
export function useSecondsLeft(sent: { readonly secondsLeft: number }): number {
  const [left, setLeft] = useState(Math.ceil(sent.secondsLeft))
  useEffect(() => {
    const end = Date.now() + sent.secondsLeft * 1000
    const show = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)))
    show()
    const timer = setInterval(show, 500)
    return () => clearInterval(timer)
  }, [sent])
  return left
}

/** Told aloud when reached: a countdown that speaks every second would drown everything else. */
export const announcedSeconds = [120, 60, 30, 10] as const

/** The announcement that `left` has reached, for a live region: it changes only four times. */
export const announcedAt = (left: number): number | undefined => announcedSeconds.findLast((mark) => left <= mark)

/** 272 → 4:32 */
export const minutesAndSeconds = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
