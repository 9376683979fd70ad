import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import { findMissingMigrations } from '../db/migrate.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { ShortMemory } from '../http/short-memory.ts'
import type { Log } from '../log.ts'

/** Why no request should be sent here. */
export type NotReady = 'stopping' | 'database' | 'schema'

export interface Readiness {
  /** Undefined when requests may be sent here. */
  reason(): Promise<NotReady | undefined>
  /** From now on none should be: this server is going. */
  leave(): void
}

/** However often anybody asks, the database is. */
const memoryMilliseconds = 1000
/** Proxies wait two to five seconds. */
const answerMilliseconds = 2000

/**
 * Ready is a server whose database answers and has the schema of this build, or a later one. Missing revocation lists make
 * none unready: all servers share them, so that a proxy would take the whole portal away, and with it all that needs no such
 * list. Cards under those authorities are refused meanwhile, and log and metrics tell of it.
 */
export function createReadiness(parts: {
  readonly database: Pick<PortalDatabase, 'query'>
  readonly clock: Clock
  readonly log: Pick<Log, 'info' | 'warn'>
}): Readiness {
  const { database, clock, log } = parts
  const memory = new ShortMemory<NotReady | undefined>({ milliseconds: memoryMilliseconds, most: 1 })
  let leaving = false
  let underWay: Promise<NotReady | undefined> | undefined
  let told: NotReady | undefined

  async function look(): Promise<NotReady | undefined> {
    try {
      return (await findMissingMigrations(database.query)).length > 0 ? 'schema' : undefined
    } catch {
      return 'database'
    }
  }

  /** One question at a time: a database that hangs is not given more of them. */
  async function ask(): Promise<NotReady | undefined> {
    underWay ??= look().finally(() => (underWay = undefined))
    return await Promise.race([underWay, wait(answerMilliseconds, 'database' as const, { ref: false })])
  }

  return {
    async reason() {
      const reason = leaving ? 'stopping' : await memory.get('', clock.now(), () => ask())
      if (reason !== told) log[reason === undefined ? 'info' : 'warn']({ reason }, 'readiness changed')
      told = reason
      return reason
    },
    leave() {
      leaving = true
    },
  }
}
