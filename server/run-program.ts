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
    complain(error instanceof Error ? error.message : String(error))
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
