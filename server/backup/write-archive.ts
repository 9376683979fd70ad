import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { sql } from 'kysely'
import { pack, type Pack } from 'tar-stream'
import type { Environment } from '../../core/cards/environments.ts'
import { Refusal } from '../command/outcome.ts'
import type { Queryable } from '../db/database.ts'
import { errorCode } from '../db/error-code.ts'
import { fsyncPath } from '../db/fsync.ts'
import { findDoneMigrations } from '../db/migrate.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { findKept } from '../db/tables/kept-files.ts'
import { fileName, leftOut, type Manifest, manifestName, rowsName } from './manifest.ts'
import { requireHash } from './require-hash.ts'
import { seal } from './seal-archive.ts'
import { findTables, readRows } from './table-rows.ts'

/** An entry's length stands before it: rows are collected so far. */
const partLength = 1024 * 1024

/** Writes an archive of the database, as it is at one moment, and of the file store. Throws Refusal where the file is there already. */
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
  const draft = join(dirname(file), `.${basename(file)}.${randomBytes(8).toString('hex')}.part`)
  const archive = pack()
  const sealed = async function* (content: AsyncIterable<Uint8Array>) {
    yield* passphrase === undefined ? content : seal(content, passphrase)
  }
  await reserve(file)
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
    await rm(file, { force: true })
    throw error
  }
}

/** What is written then takes the place of a file that is ours: no other is lost, and no file system must know hard links. */
async function reserve(file: string): Promise<void> {
  const reserved = await open(file, 'wx', 0o600).catch((cause: unknown) => {
    const why = errorCode(cause) === 'EEXIST' ? 'is there already' : 'cannot be written'
    throw new Refusal(`${file} ${why}`, { cause })
  })
  await reserved.close()
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
  const { migrations, tables, kept } = await query
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      await sql`set local statement_timeout = 0`.execute(transaction)
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction)
      await sql`set local timezone = 'UTC'`.execute(transaction)
      const done: Manifest['tables'] = []
      const there = await findTables(transaction)
      for (const [name, columns] of there) {
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
      return {
        migrations: await findDoneMigrations(transaction),
        tables: done,
        kept: await findKept(transaction, there),
      }
    })
  // After the rows: a file is in the store before a row refers to it.
  const files = await addFiles(filesDirectory, (sha256, size) =>
    archive.entry({ ...held, name: fileName(sha256), size }),
  )
  const missing = [...kept].filter((sha256) => !files.has(sha256))
  if (missing.length > 0) {
    throw new Refusal(`${filesDirectory} lacks ${missing.length} files to which rows refer: ${missing.join(', ')}`)
  }
  const written: Manifest = {
    format: 'nhi-portal-backup',
    version: 1,
    madeAt: now.toISOString(),
    environment,
    migrations,
    tables,
    files: files.size,
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

/** Adds what stands under its own hash, and answers the hashes; what is arriving is not kept. */
async function addFiles(
  directory: string,
  entry: (sha256: string, size: number) => NodeJS.WritableStream,
): Promise<ReadonlySet<string>> {
  const added = new Set<string>()
  for (const { sha256, path } of await storedFiles(directory)) {
    const file = await unlessGone(path, open(path))
    if (!file) continue // removed since by the clean-up
    try {
      const { size } = await file.stat()
      const damaged = () => new Refusal(`${path} is damaged: its content has another hash`)
      await pipeline(requireHash(file.createReadStream({ autoClose: false }), sha256, damaged), entry(sha256, size))
    } finally {
      await file.close()
    }
    added.add(sha256)
  }
  return added
}

async function storedFiles(directory: string): Promise<{ readonly sha256: string; readonly path: string }[]> {
  const entries = await unlessGone(directory, readdir(directory, { withFileTypes: true, recursive: true }))
  return (entries ?? [])
    .filter((entry) => entry.isFile() && /^[0-9a-f]{64}$/.test(entry.name))
    .map((entry) => ({ sha256: entry.name, path: join(entry.parentPath, entry.name) }))
    .toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
}

/** Undefined where it is not there; Refusal where that cannot be told. */
async function unlessGone<T>(path: string, result: Promise<T>): Promise<T | undefined> {
  try {
    return await result
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined
    throw new Refusal(`${path} cannot be read: ${errorCode(cause)}`, { cause })
  }
}
