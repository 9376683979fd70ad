import { errorCode } from './db/error-code.ts'
import type { RunningPortal } from './start-portal.ts'

/**
 * A program's life: started, told about once, stopped in order by the first signal and at once by the second. A start that
 * fails says why in one line and ends with 1.
 */
export async function runProgram(
  start: () => Promise<RunningPortal>,
  announce: (portal: RunningPortal) => void,
  complain: (words: string) => void,
): Promise<void> {
  let portal: RunningPortal
  try {
    portal = await start()
  } catch (error) {
    complain(wordsOf(error))
    process.exit(1)
  }
  let stopping = false
  const stop = async () => {
    if (stopping) process.exit(1)
    stopping = true
    await portal.stop()
    process.exit(0)
  }
  // A parent that is gone cannot send a signal any more.
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) {
    process.on(event, () => {
      stop().catch((error: unknown) => {
        complain(`stopping failed: ${String(error)}`)
        process.exit(1)
      })
    })
  }
  announce(portal)
}

/** An error's words and those of its causes, in one line; a connection tried at several addresses has only theirs. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const several = error instanceof AggregateError ? error.errors.map(wordsOf).join(', ') : ''
  const own = error.message || several || errorCode(error) || error.name
  return error.cause === undefined ? own : `${own}: ${wordsOf(error.cause)}`
}
