/**
 * Seconds that a computer's clock may be from the server's. The server takes a page's proof within 60 of its own clock, of
 * which the way there needs a part.
 */
const limits = { right: 20, accepted: 60 } as const

/** The finding of the row `clock`. */
export function judgeClock(seconds: number): 'right' | 'off' | 'wrong' {
  if (seconds <= limits.right) return 'right'
  return seconds < limits.accepted ? 'off' : 'wrong'
}
