import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import type { PostgresPool } from 'kysely'
import { lockDataDirectory } from './data-directory-lock.ts'
import { DurableNodeFS, durableStartParams } from './durable-node-fs.ts'
import { fsyncPath, fsyncTree } from './fsync.ts'
import { startMaintenance } from './maintenance.ts'
import { openSingleConnectionPool } from './single-connection-pool.ts'

/** Opens the embedded database: PGlite, made durable and owned by one process. `end()` closes it and gives up the lock. */
export async function openEmbedded(dataDirectory: string): Promise<PostgresPool> {
  const directory = resolve(dataDirectory)
  mkdirSync(dirname(directory), { recursive: true })
  const unlock = lockDataDirectory(directory)
  let lite: PGlite | undefined
  try {
    if (!existsSync(join(directory, 'PG_VERSION'))) await initialise(directory)
    const fs = new DurableNodeFS(directory)
    lite = await PGlite.create({ fs, startParams: durableStartParams })
    await requireSync(lite, fs)
    const pool = await openSingleConnectionPool(lite)
    const stopMaintenance = startMaintenance(pool)
    return closing(pool, lite, async () => {
      await stopMaintenance()
      unlock()
    })
  } catch (error) {
    await lite?.close().catch(() => undefined)
    unlock()
    throw error
  }
}

/** The same engine in memory, for tests, from a dumped image of a migrated data directory. */
export async function openInMemory(image?: Blob): Promise<PostgresPool & { dump(): Promise<Blob> }> {
  const lite = await PGlite.create(image ? { loadDataDir: image } : {})
  const pool = await openSingleConnectionPool(lite)
  return { ...closing(pool, lite, () => Promise.resolve()), dump: () => lite.dumpDataDir('gzip') }
}

function closing(pool: PostgresPool, lite: PGlite, stop: () => Promise<void>): PostgresPool {
  return {
    connect: () => pool.connect(),
    async end() {
      await pool.end()
      await lite.close()
      await stop()
    },
  }
}

/** A new directory is made beside its place, synced whole and renamed: a crash inside leaves nothing half-made. */
async function initialise(directory: string): Promise<void> {
  const draft = `${directory}.init`
  rmSync(draft, { recursive: true, force: true })
  const lite = await PGlite.create({ fs: new NodeFS(draft) })
  await lite.close()
  fsyncTree(draft)
  renameSync(draft, directory)
  fsyncPath(dirname(directory), true)
}

/** Durability hangs on internals of PGlite: when an upgrade moves them, refuse to run rather than lose rows. */
async function requireSync(lite: PGlite, fs: DurableNodeFS): Promise<void> {
  await lite.exec('create schema if not exists embedded; create table if not exists embedded.sync_check (turn int)')
  const before = fs.syncs
  await lite.exec('begin; delete from embedded.sync_check; insert into embedded.sync_check values (1); commit')
  if (fs.syncs === before) throw new Error('the embedded database does not sync to disk: refusing to run')
}
