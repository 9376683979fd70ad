import type { PostgresPool } from 'kysely'

const everyMilliseconds = 300_000

/** PGlite has no autovacuum and no checkpointer: without this its files grow for ever. Answers what stops it. */
export function startMaintenance(pool: PostgresPool): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  const timer = setInterval(() => {
    running = running.then(() => (stopped ? undefined : maintain(pool)))
  }, everyMilliseconds)
  timer.unref()
  return async () => {
    stopped = true
    clearInterval(timer)
    await running
  }
}

export async function maintain(pool: PostgresPool): Promise<void> {
  const client = await pool.connect().catch(() => undefined)
  try {
    await client?.query('vacuum (analyze)', [])
    await client?.query('checkpoint', [])
  } catch {
    // Tried again at the next turn; a statement's own failure shows in the log of whoever sent it.
  } finally {
    client?.release()
  }
}
