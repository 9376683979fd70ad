import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import { Pool } from 'pg'
import type { Database, Queryable } from './database.ts'
import { errorCode } from './error-code.ts'
import { measuredPool } from './measured-pool.ts'
import { migrate } from './migrate.ts'
import { type Measures, noMeasures, secondsSince } from '../measures.ts'
import { inSpan } from '../tracing.ts'
import { openEmbedded } from './open-embedded.ts'

export interface PortalDatabase {
  /** For single statements. Inside `tx` use what it hands over: this one fails there. */
  readonly query: Queryable
  /**
   * Runs `work` in one transaction. It may run several times: a serialisation failure or deadlock starts it anew, so
   * it does nothing but database work. Never nested.
   */
  tx<T>(work: (transaction: Queryable) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export type DatabasePlace = { readonly url: string } | { readonly directory: string }

/** PostgreSQL where a URL is given, else the embedded database in a directory. Migrates to the newest schema. */
export async function openDatabase(place: DatabasePlace, measures: Measures = noMeasures): Promise<PortalDatabase> {
  const database = await openUnmigrated(place, measures)
  try {
    await migrate(database.query)
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

/** As it is. */
export async function openUnmigrated(place: DatabasePlace, measures: Measures = noMeasures): Promise<PortalDatabase> {
  const pool = 'url' in place ? openPostgres(place.url) : await openEmbedded(place.directory)
  return databaseOver(measuredPool(pool, measures), measures)
}

/** By which the database knows servers and commands of ours. */
export const applicationName = 'nhi-portal'

/** Of each server, for its requests and jobs. */
const connections = 16

/**
 * Milliseconds. pg's own 10 s close in a quiet moment what the next busy one needs, and sign-ins waited for a second while
 * connections were opened: PostgreSQL's process for a new one knows nothing yet of tables and plans.
 */
const idleTimeoutMillis = 600_000

/** `most`: how many connections it may have. */
export function openPostgres(url: string, most = connections): PostgresPool {
  const pool = new Pool({
    connectionString: url,
    application_name: applicationName,
    max: most,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis,
    keepAlive: true, // whatever stands between forgets a silent connection sooner
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
  })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  // Likewise one that breaks between two statements of a transaction: its next statement fails, and with it the transaction.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** SQLSTATE 40001 serialization_failure, 40P01 deadlock_detected: the same work may succeed a moment later. */
const retried = new Set(['40001', '40P01'])
const maximumTries = 6

export function databaseOver(pool: PostgresPool, measures: Measures = noMeasures): PortalDatabase {
  const inTransaction = new AsyncLocalStorage<boolean>()
  let ended: Promise<void> | undefined
  const end = () => (ended ??= pool.end())
  const guarded: PostgresPool = {
    connect() {
      if (inTransaction.getStore()) throw new Error('the outer database handle is used inside a transaction')
      return pool.connect()
    },
    end,
  }
  const query = new Kysely<Database>({ dialect: new PostgresDialect({ pool: guarded }) })
  async function close(): Promise<void> {
    await query.destroy()
    await end() // Kysely ends the pool only when it was used
  }

  async function tx<T>(work: (transaction: Queryable) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const begun = performance.now()
      try {
        const result = await inSpan('transaction', 'ask', () =>
          query.transaction().execute((transaction) => inTransaction.run(true, () => work(transaction))),
        )
        measures.transacted('committed', secondsSince(begun))
        return result
      } catch (error) {
        const isLast = attempt === maximumTries || !retried.has(errorCode(error))
        measures.transacted(isLast ? 'rolled-back' : 'tried-again', secondsSince(begun))
        if (isLast) throw error
        await wait(Math.random() * 10 * 2 ** attempt)
      }
    }
  }
  return { query, tx, close }
}
