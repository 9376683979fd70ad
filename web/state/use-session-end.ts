import { useEffect, useState } from 'preact/hooks'
import type { SessionView } from '../../core/protocol/session.ts'
import type { ServerClock } from '../api/server-clock.ts'

/** The person is warned this long before, so that there is time to read it and press the button (WCAG 2.2.1). */
const warningMilliseconds = 120_000
/** Asked a little late, so that the server, too, has come to the end. */
const lateMilliseconds = 1000
/** Browsers take a longer wait for none at all. */
const longestWait = 2 ** 31 - 1

const wait = (milliseconds: number) => Math.min(Math.max(milliseconds, 0), longestWait)

/**
 * True from shortly before the session ends for want of use. At the end `ask` is called: the server knows whether
 * another tab has kept the session alive.
 */
export function useSessionEnd(view: SessionView | undefined, clock: ServerClock, ask: () => Promise<void>): boolean {
  const [ending, setEnding] = useState(false)
  useEffect(() => {
    setEnding(false)
    if (!view) return undefined
    const left = Math.min(Date.parse(view.idleUntil), Date.parse(view.endsAt)) - clock.milliseconds()
    const warn = setTimeout(() => setEnding(true), wait(left - warningMilliseconds))
    const end = setTimeout(() => void ask(), wait(left + lateMilliseconds))
    return () => {
      clearTimeout(warn)
      clearTimeout(end)
    }
  }, [view, clock, ask])
  return ending
}
