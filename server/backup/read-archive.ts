import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { Refusal } from '../command/outcome.ts'
import { manifest, type Manifest, readEntryName } from './manifest.ts'
import { requireHash } from './require-hash.ts'
import { isSealed, unseal } from './seal-archive.ts'

/** Takes what an archive has, in its order. */
export interface ArchiveVisitor {
  rows?(table: string, lines: readonly string[]): Promise<void>
  file?(sha256: string, content: AsyncIterable<Uint8Array>): Promise<void>
}

interface Source {
  readonly file: string
  readonly passphrase: Uint8Array | undefined
}

/**
 * Reads an archive to its end and answers its manifest once everything has been found to be as it says: each table's rows, each file's
 * content, and that nothing is missing. Errors: Refusal, and those of the visitor, which is handed what is not proven yet.
 */
export async function readArchive(source: Source, visitor: ArchiveVisitor = {}): Promise<Manifest> {
  const entries = extract()
  const content = await contentOf(source)
  const [read, piped] = await Promise.allSettled([
    readEntries(entries, visitor),
    pipeline(content, createGunzip(), entries),
  ])
  // What broke the stream is also what the entries ended with; whatever else they ended with broke the stream.
  if (read.status === 'rejected' && !(piped.status === 'rejected' && piped.reason === read.reason)) throw read.reason
  if (read.status === 'rejected' || piped.status === 'rejected') {
    const cause: unknown = piped.status === 'rejected' ? piped.reason : undefined
    throw new Refusal('the archive is damaged, cut off, or the passphrase is another', { cause })
  }
  return read.value
}

async function contentOf({ file, passphrase }: Source): Promise<AsyncIterable<Uint8Array>> {
  const beginning = Buffer.alloc(8)
  const handle = await open(file).catch((cause: unknown) => {
    throw new Refusal(`${file} cannot be read`, { cause })
  })
  try {
    await handle.read(beginning, 0, beginning.length, 0)
  } finally {
    await handle.close()
  }
  const stream: AsyncIterable<Uint8Array> = createReadStream(file)
  if (!isSealed(beginning)) {
    // Whoever can replace the file cannot encrypt one; without this they need not.
    if (passphrase !== undefined) throw new Refusal('the archive is not encrypted, and --passphrase-file is named')
    return stream
  }
  if (passphrase === undefined) throw new Refusal('the archive is encrypted: name --passphrase-file')
  return unseal(stream, passphrase)
}

async function readEntries(entries: ReturnType<typeof extract>, visitor: ArchiveVisitor): Promise<Manifest> {
  const tables = new Map<string, { rows: number; hash: Hash }>()
  let files = 0
  let last: Manifest | undefined
  for await (const entry of entries) {
    const name = readEntryName(entry.header.name)
    if (!name || last) throw damaged(`an entry that no archive has: ${entry.header.name}`)
    if (name.kind === 'manifest') last = readManifest(await collect(entry))
    else if (name.kind === 'file') {
      files++
      await readFile(name.sha256, entry, visitor)
    } else {
      const bytes = await collect(entry)
      const table = tables.get(name.table) ?? { rows: 0, hash: createHash('sha256') }
      tables.set(name.table, table)
      table.hash.update(bytes)
      const lines = bytes.toString('utf8').split('\n').slice(0, -1)
      table.rows += lines.length
      await visitor.rows?.(name.table, lines)
    }
  }
  if (!last) throw damaged('its end is missing')
  for (const { name, rows, sha256 } of last.tables) {
    const table = tables.get(name) ?? { rows: 0, hash: createHash('sha256') }
    tables.delete(name)
    if (table.rows !== rows || table.hash.digest('hex') !== sha256) throw damaged(`the rows of ${name}`)
  }
  if (tables.size > 0 || files !== last.files) throw damaged('it has more or less than it says')
  return last
}

async function readFile(sha256: string, content: AsyncIterable<Uint8Array>, visitor: ArchiveVisitor): Promise<void> {
  const hashed = requireHash(content, sha256, () => damaged(`the file ${sha256}`))
  if (visitor.file) return await visitor.file(sha256, hashed)
  for await (const _ of hashed);
}

async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function readManifest(bytes: Buffer): Manifest {
  try {
    return manifest.parse(JSON.parse(bytes.toString('utf8')))
  } catch (cause) {
    throw new Refusal('the archive’s manifest is none that this version reads', { cause })
  }
}

const damaged = (what: string) => new Refusal(`the archive is damaged: ${what}`)
