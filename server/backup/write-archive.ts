import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { sql } from 'kysely'
import { pack, type Pack } from 'tar-stream'
import type { Environment } from '../../core/cards/environments.ts'
import type { Queryable } from '../db/database.ts'
import { fsyncPath } from '../db/fsync.ts'
import { findDoneMigrations } from '../db/migrate.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { fileName, leftOut, type Manifest, manifestName, rowsName } from './manifest.ts'
import { seal } from './seal-archive.ts'
import { findTables, readRows } from './table-rows.ts'

/** An entry's length stands before it: rows are collected so far. */
const partLength = 1024 * 1024

/** Writes an archive of the database, as it is at one moment, and of the file store. The file must not be there yet. */
export async function writeArchive(
  { query }: Pick<PortalDatabase, 'query'>,
  options: {
    readonly file: string
    readonly filesDirectory: string
    readonly environment: Environment
    readonly now: Date
    readonly passphrase: Uint8Array | undefined
  },
): Promise<Manifest> {
  const { file, passphrase } = options
  const draft = join(dirname(file), `.${basename(file)}.part`)
  const archive = pack()
  const sealed = async function* (content: AsyncIterable<Uint8Array>) {
    yield* passphrase === undefined ? content : seal(content, passphrase)
  }
  try {
    const [written] = await Promise.all([
      addEverything(archive, query, options).catch((error: unknown) => {
        archive.destroy(error instanceof Error ? error : new Error(String(error)))
        throw error
      }),
      pipeline(archive, createGzip(), sealed, createWriteStream(draft, { flags: 'wx', mode: 0o600 })),
    ])
    fsyncPath(draft)
    await rename(draft, file)
    fsyncPath(dirname(file), true)
    return written
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

async function addEverything(
  archive: Pack,
  query: Queryable,
  options: Pick<Parameters<typeof writeArchive>[1], 'filesDirectory' | 'environment' | 'now'>,
): Promise<Manifest> {
  const { filesDirectory, environment, now } = options
  const held = { mtime: now, mode: 0o600 }
  const add = (name: string, content: Buffer) =>
    new Promise<void>((resolve, reject) => {
      archive.entry({ ...held, name }, content, (error) => (error ? reject(error) : resolve()))
    })
  const { migrations, tables } = await query
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      await sql`set local statement_timeout = 0`.execute(transaction)
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction)
      await sql`set local timezone = 'UTC'`.execute(transaction)
      const done: Manifest['tables'] = []
      for (const [name, columns] of await findTables(transaction)) {
        if (!leftOut.has(name))
          done.push(
            await addTable(
              transaction,
              name,
              columns.map((column) => column.name),
              add,
            ),
          )
      }
      return { migrations: await findDoneMigrations(transaction), tables: done }
    })
  // After the rows: what they refer to is there for a day yet, even when it is deleted now.
  const files = await storedFiles(filesDirectory)
  for (const { sha256, path, size } of files) {
    await pipeline(createReadStream(path), archive.entry({ ...held, name: fileName(sha256), size }))
  }
  const written: Manifest = {
    format: 'nhi-portal-backup',
    version: 1,
    madeAt: now.toISOString(),
    environment,
    migrations,
    tables,
    files: files.length,
  }
  await add(manifestName, Buffer.from(JSON.stringify(written, null, 1)))
  archive.finalize()
  return written
}

async function addTable(
  transaction: Queryable,
  name: string,
  columns: string[],
  add: (name: string, content: Buffer) => Promise<void>,
): Promise<Manifest['tables'][number]> {
  const hash = createHash('sha256')
  let rows = 0
  let part = 0
  let text = ''
  const flush = async () => {
    const content = Buffer.from(text)
    text = ''
    hash.update(content)
    if (content.length > 0) await add(rowsName(name, ++part), content)
  }
  for await (const line of readRows(transaction, name, columns)) {
    rows++
    text += `${line}\n`
    if (text.length >= partLength) await flush()
  }
  await flush()
  return { name, columns, rows, sha256: hash.digest('hex') }
}

/** What stands under its own hash; what is arriving is not kept. */
export async function storedFiles(
  directory: string,
): Promise<{ readonly sha256: string; readonly path: string; readonly size: number }[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true }).catch(() => [])
  const kept = entries
    .filter((entry) => entry.isFile() && /^[0-9a-f]{64}$/.test(entry.name))
    .map((entry) => ({ sha256: entry.name, path: join(entry.parentPath, entry.name) }))
    .toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
  return await Promise.all(kept.map(async ({ sha256, path }) => ({ sha256, path, size: (await stat(path)).size })))
}
