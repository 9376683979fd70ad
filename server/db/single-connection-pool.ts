import type { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { Client, type QueryConfig } from 'pg'
import { createStatementNames } from './statement-names.ts'

/** One statement's wait for the connection: longer means that a transaction uses the outer handle, or hangs. */
const waitMilliseconds = 10_000
/** How long statements may follow each other before timers and sockets get their turn. */
const breathMilliseconds = 5

interface Waiter {
  readonly start: () => void
  readonly refuse: (reason: Error) => void
  readonly timer: NodeJS.Timeout
}

/**
 * The pool that Kysely wants, over PGlite's only connection: one long-lived client behind a mutex. `pg.Pool` is not safe
 * here: it destroys its client after a failed query, and the adapter's connection object is shared by all of them.
 */
export async function openSingleConnectionPool(lite: PGlite): Promise<PostgresPool> {
  const client = new Client(createPgConfig(lite))
  let transactionStatus = 'I' // as ReadyForQuery tells: idle, in a transaction, failed
  const connection = (client as unknown as { connection: NodeJS.EventEmitter }).connection
  connection.on('readyForQuery', (message?: { status?: string }) => {
    if (message?.status) transactionStatus = message.status
  })
  await client.connect()
  // Query errors reach their caller; without a listener the same event would end the process.
  client.on('error', () => undefined)

  let lastBreath = performance.now()
  /** PGlite works synchronously and resolves in microtasks: a busy stream of statements would starve every timer. */
  async function breathe(): Promise<void> {
    if (performance.now() - lastBreath < breathMilliseconds) return
    await new Promise<void>((resolve) => {
      setImmediate(resolve)
    })
    lastBreath = performance.now()
  }

  const waiters: Waiter[] = []
  let busy = false
  let ended = false

  function acquire(): Promise<void> {
    if (ended) return Promise.reject(new Error('the database is closed'))
    if (!busy) {
      busy = true
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        start: resolve,
        refuse: reject,
        timer: setTimeout(() => {
          waiters.splice(waiters.indexOf(waiter), 1)
          reject(new Error('timed out waiting for the database connection: is the outer handle used in a transaction?'))
        }, waitMilliseconds),
      }
      waiters.push(waiter)
    })
  }

  function free(): void {
    const next = waiters.shift()
    if (!next) {
      busy = false
      return
    }
    clearTimeout(next.timer)
    next.start()
  }

  const nameOf = createStatementNames()
  /** Only a statement with parameters is named: a migration's text may hold several statements, which cannot be prepared. */
  function toQuery(text: string, parameters: readonly unknown[] = []): QueryConfig {
    const name = parameters.length > 0 ? nameOf(text) : undefined
    return name === undefined ? { text, values: [...parameters] } : { name, text, values: [...parameters] }
  }

  async function connect(): Promise<PostgresPoolClient> {
    await acquire()
    let live = true
    const query = async (text: string, parameters?: readonly unknown[]) => {
      if (!live) throw new Error('this database client was released already')
      try {
        return await client.query(toQuery(text, parameters))
      } finally {
        await breathe()
      }
    }
    return {
      query: query as unknown as PostgresPoolClient['query'],
      release() {
        if (!live) return
        live = false
        if (transactionStatus === 'I') free()
        // The next caller must never find itself inside somebody else's transaction.
        else void client.query('rollback').then(free, free)
      },
    }
  }

  return {
    connect,
    async end() {
      await acquire()
      ended = true
      for (const waiter of waiters.splice(0)) {
        clearTimeout(waiter.timer)
        waiter.refuse(new Error('the database is closed'))
      }
      await client.end()
    },
  }
}
