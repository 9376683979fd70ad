import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { type Measures, secondsSince } from '../measures.ts'

/** The same pool, which tells how many wait for a connection, how many are in use, and how long statements take. */
export function measuredPool(pool: PostgresPool, measures: Measures): PostgresPool {
  return {
    async connect() {
      const had = measures.waitsForConnection()
      const client = await pool.connect().finally(had)
      const release = measures.usesConnection()
      const query = async (text: string, values: readonly unknown[]) => {
        const begun = performance.now()
        try {
          return await client.query(text, values)
        } finally {
          measures.queried(secondsSince(begun))
        }
      }
      return {
        // Cursors are not used: every statement is a text.
        query: query as unknown as PostgresPoolClient['query'],
        release() {
          release()
          client.release()
        },
      }
    },
    end: () => pool.end(),
  }
}
