import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../../server/audit/audit.ts'
import { sealBlock } from '../../../server/audit-seal/seal-audit.ts'
import { runAudit } from '../../../server/audit-seal/run-audit.ts'
import { readArchive } from '../../../server/backup/read-archive.ts'
import { leftOut } from '../../../server/backup/manifest.ts'
import { restoreDatabase } from '../../../server/backup/restore-database.ts'
import { runBackup, runRestore } from '../../../server/backup/run-backup.ts'
import { writeArchive } from '../../../server/backup/write-archive.ts'
import { findTables, readRows } from '../../../server/backup/table-rows.ts'
import { Refusal } from '../../../server/command/outcome.ts'
import { findEnvironment } from '../../../server/db/tables/environment-marks.ts'
import { newId } from '../../../server/db/new-id.ts'
import { allMigrations, findDoneMigrations, findMissingMigrations, migrateWithin } from '../../../server/db/migrate.ts'
import { openDatabase, openUnmigrated, type PortalDatabase } from '../../../server/db/open-database.ts'
import { Postgres, whyNoPostgres } from '../../rigs/postgres.ts'
import { SettableClock } from '../settable-clock.ts'
import { operate } from '../trust/operator.ts'

const clock = new SettableClock()
const place = (folder: string) => ({ directory: join(folder, 'database') })
const settingsOf = (folder: string, url?: string): Record<string, string> => ({
  ENVIRONMENT: 'test',
  DATA_DIRECTORY: folder,
  ...(url === undefined ? {} : { DATABASE_URL: url }),
})

let root: string
let source: string
let file: string
let before: Record<string, string[]>
const content = Buffer.from('an attachment')
const sha256 = createHash('sha256').update(content).digest('hex')

async function within<T>(where: Parameters<typeof openDatabase>[0], work: (database: PortalDatabase) => Promise<T>) {
  const database = await openDatabase(where)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** Every row of every table that a backup has, in an order of its own. */
const allRows = ({ query }: PortalDatabase) =>
  query.transaction().execute(async (transaction) => {
    await sql`set local timezone = 'UTC'`.execute(transaction)
    const all: Record<string, string[]> = {}
    for (const [table, columns] of await findTables(transaction)) {
      const rows: string[] = []
      for await (const line of readRows(
        transaction,
        table,
        columns.map(({ name }) => name),
      ))
        rows.push(line)
      if (!leftOut.has(table)) all[table] = rows.toSorted()
    }
    return all
  })

/** What is awkward to carry: microseconds, octets, nested JSON and JSON's own null, arrays, texts, references forward and to itself. */
async function fill({ query }: PortalDatabase): Promise<void> {
  const now = clock.now()
  const [person, first, second, report] = [1, 2, 3, 4].map(() => newId(now))
  await sql`insert into environment_marks (environment) values ('test')`.execute(query)
  await sql`insert into institutions (code, name, contracted, type, division, files_through) values
    ('3501999018', ${'示範"診所\\ \n\t😀 {"a"}'}, true, 'clinic', 'taipei', null),
    ('0101999018', '示範醫院', false, 'hospital', 'taipei', '3501999018')`.execute(query)
  await sql`update institutions set files_through = '0101999018' where code = '3501999018'`.execute(query)
  await sql`insert into people (id, name, id_number) values (${person}, '林示範', 'A199090017')`.execute(query)
  await sql`insert into feedback_files (id, institution_code, platform, function_code, name, description, content, provided_at, copied_from) values
    (${first}, '3501999018', 'vpn', 'F', 'b', '', '\\x', '2026-03-02 01:00:00.000001+00', null),
    (${second}, '3501999018', 'vpn', 'F', 'a', '', '\\x00ff5c0a22', '2026-03-02 09:00:00.123456+08', null)`.execute(
    query,
  )
  await sql`update feedback_files set copied_from = ${second} where id = ${first}`.execute(query)
  await sql`insert into portal_settings (key, value) values
    ('null', 'null'), ('number', '12345678901234567890.5'), ('nested', '{"a": [1, {"b": "\\u5065"}], "c": null}')`.execute(
    query,
  )
  await sql`insert into support_reports (id, person_id, state, content, warnings, version, created_at, changed_at) values
    (${report}, ${person}, 'draft', '{}', ${['a,b', '{"c"}', '']}, 1, ${now}, ${now})`.execute(query)
  await sql`insert into sessions (id, token_hash, platform, person_id, jkt, signed_in_at, last_used_at, idle_until, ends_at, address, browser)
    values (${newId(now)}, 'hash', 'vpn', ${person}, 'jkt', ${now}, ${now}, ${now}, ${now}, '', '')`.execute(query)
  for (let row = 0; row < 450; row++) await audit(query, now, { event: 'read', detail: { row } })
}

const back = (...args: string[]) =>
  operate([file, ...args], { variables: settingsOf(source), clock, command: runBackup })
const restore = (target: string, args: string[], url?: string) =>
  operate(args, { variables: settingsOf(target, url), clock, command: runRestore })

function withoutRestoreRow(rows: Record<string, string[]>): Record<string, string[]> {
  return { ...rows, audit: (rows['audit'] ?? []).filter((row) => !row.includes('"restore"')) }
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'backup-'))
  source = join(root, 'source')
  file = join(root, 'archive')
  const folder = join(source, 'files', sha256.slice(0, 2))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, sha256), content)
  await within(place(source), async (database) => {
    await fill(database)
    await sealBlock({ database, clock, log: { info() {} } })
    before = await allRows(database)
  })
  expect(await back()).toMatchObject({ code: 0, said: expect.stringContaining('1 files') })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('npm run backup', () => {
  it('writes for its owner alone, says that it is not encrypted, and never over a file', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await back()).toMatchObject({ code: 1, said: expect.stringContaining('is there already') })
    expect(await operate([], { command: runBackup })).toMatchObject({ code: 2 })
  })

  it('of two at once to the same file makes one whole archive, and refuses the other', async () => {
    const folder = join(root, 'at-once')
    mkdirSync(folder)
    const once = join(folder, 'archive')
    const options = {
      file: once,
      filesDirectory: join(source, 'files'),
      environment: 'test',
      now: clock.now(),
    } as const
    const made = await within(place(source), (database) =>
      Promise.allSettled([1, 2].map(() => writeArchive(database, { ...options, passphrase: undefined }))),
    )
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(made).toContainEqual({ status: 'rejected', reason: new Refusal(`${once} is there already`) })
    expect(readdirSync(folder)).toEqual(['archive'])
    expect(await readArchive({ file: once, passphrase: undefined })).toMatchObject({ files: 1 })
  })

  it('leaves out no table to which another refers: its rows could not be put back', async () => {
    const tables = await within(place(source), ({ query }) => findTables(query))
    const references = await within(place(source), async ({ query }) => {
      const { rows } = await sql<{ from: string; to: string }>`
        select conrelid::regclass::text as from, confrelid::regclass::text as to from pg_constraint
        where contype = 'f'`.execute(query)
      return rows
    })
    expect(references.length).toBeGreaterThan(20)
    expect([...leftOut].filter((name) => !tables.has(name))).toEqual([])
    expect(references.filter(({ from, to }) => leftOut.has(to) && !leftOut.has(from))).toEqual([])
  })
})

describe('files to which rows refer', () => {
  const folder = () => join(root, 'filing')
  const stored = () => join(folder(), 'files', sha256.slice(0, 2), sha256)
  const archive = () => join(root, 'of-filing')
  const make = () => operate([archive()], { variables: settingsOf(folder()), clock, command: runBackup })

  beforeAll(async () => {
    const [list, person, arriving] = [1, 2, 3].map(() => newId(clock.now()))
    await within(place(folder()), async ({ query }) => {
      await sql`insert into institutions (code, name, contracted, type, division)
        values ('3501999018', '示範診所', true, 'clinic', 'taipei')`.execute(query)
      await sql`insert into people (id, name, id_number) values (${person}, '林示範', 'A199090017')`.execute(query)
      await sql`insert into institution_imports (id, name, sha256, uploaded_at, uploaded_by)
        values (${list}, 'a.csv', ${sha256}, now(), ${person})`.execute(query)
      await sql`insert into claims_files (id, institution_code, platform, name, with_orders, size, sha256, state, begun_at, expires_at)
        values (${arriving}, '3501999018', 'vpn', 'a.zip', false, 1, ${'0'.repeat(64)}, 'receiving', now(), now())`.execute(
        query,
      )
    })
    mkdirSync(join(stored(), '..'), { recursive: true })
  })

  it('are all in a backup; what is arriving yet is not asked for', async () => {
    writeFileSync(stored(), content)
    expect(await make()).toMatchObject({ code: 0, said: expect.stringContaining('1 files') })
    rmSync(archive())
  })

  it.each<[string, () => void, () => string]>([
    ['one is damaged', () => writeFileSync(stored(), 'an attachmend'), () => `${stored()} is damaged`],
    ['one is missing', () => rmSync(stored()), () => `lacks 1 files to which rows refer: ${sha256}`],
    ['the store is away', () => rmSync(join(folder(), 'files'), { recursive: true }), () => 'lacks 1 files'],
    ['the store cannot be read', () => writeFileSync(join(folder(), 'files'), ''), () => 'cannot be read: ENOTDIR'],
  ])('%s: there is no backup, and the operator is told', async (_, harm, words) => {
    harm()
    expect(await make()).toMatchObject({ code: 1, said: expect.stringContaining(words()) })
    expect(readdirSync(root).filter((name) => name.includes('of-filing'))).toEqual([])
  })
})

describe('npm run restore', () => {
  it('puts every row of every table and every file back into a new directory, and the audit still fits', async () => {
    const target = join(root, 'new')
    const done = await restore(target, [file])
    expect(done).toMatchObject({ code: 0, said: expect.stringContaining('1 files') })
    const rows = await within(place(target), allRows)
    expect(withoutRestoreRow(rows)).toEqual(before)
    expect(rows['audit']).toHaveLength(451)
    const stored = join(target, 'files', sha256.slice(0, 2), sha256)
    expect(readFileSync(stored)).toEqual(content)
    expect(statSync(stored).mode & 0o777).toBe(0o600)
    const verified = await operate(['verify'], { variables: settingsOf(target), clock, command: runAudit })
    expect(verified).toMatchObject({ code: 0, said: expect.stringContaining('450 rows fit') })
  })

  it('signs nobody in again', async () => {
    const sessions = await within(place(join(root, 'new')), ({ query }) =>
      query.selectFrom('sessions').selectAll().execute(),
    )
    expect(sessions).toEqual([])
  })

  it('refuses a database with rows, and replaces it when told so', async () => {
    const target = join(root, 'new')
    await within(place(target), async ({ query }) => {
      await sql`delete from audit`.execute(query)
      await sql`update people set name = '別人'`.execute(query)
      await sql`create table of_somebody_else (it text)`.execute(query)
    })
    expect(await restore(target, [file])).toMatchObject({ code: 1, said: expect.stringContaining('--replace') })
    expect((await within(place(target), allRows))['people']?.join('')).toContain('別人')
    expect(await restore(target, [file, '--replace'])).toMatchObject({ code: 0 })
    const { of_somebody_else: others, ...rows } = await within(place(target), allRows)
    expect(others).toEqual([])
    expect(withoutRestoreRow(rows)).toEqual(before)
  })

  it('refuses an archive that was changed, cut off or is none, and changes nothing', async () => {
    const target = join(root, 'new')
    const kept = await within(place(target), allRows)
    const whole = readFileSync(file)
    const damaged = {
      changed: Buffer.from(whole.map((octet, at) => (at === Math.floor(whole.length / 2) ? octet ^ 1 : octet))),
      cut: whole.subarray(0, -1000),
      empty: Buffer.alloc(0),
      other: Buffer.from('not an archive'),
    }
    for (const [name, octets] of Object.entries(damaged)) {
      writeFileSync(join(root, name), octets)
      const { code, said } = await restore(target, [join(root, name), '--replace'])
      expect([name, code]).toEqual([name, 1])
      expect(said).toMatch(/damaged|manifest/)
    }
    expect(await within(place(target), allRows)).toEqual(kept)
  })

  it('refuses a database of the other environment, and so does a backup', async () => {
    const target = join(root, 'production')
    const marked = () => within(place(target), ({ query }) => findEnvironment(query))
    await within(place(target), ({ query }) =>
      sql`insert into environment_marks (environment) values ('production')`.execute(query),
    )
    const refused = { code: 1, said: expect.stringContaining('the database is of the production environment') }
    expect(await restore(target, [file, '--replace'])).toMatchObject(refused)
    expect(await marked()).toBe('production')
    const archive = join(root, 'of-production')
    expect(await operate([archive], { variables: settingsOf(target), clock, command: runBackup })).toMatchObject(
      refused,
    )
    expect(existsSync(archive)).toBe(false)
  })

  it('takes an archive of an earlier version, and brings it to this one; one of a later version it refuses. The backup leaves the schema as it is', async () => {
    const earlier = allMigrations.slice(0, allMigrations.indexOf('0017_module_sign_in'))
    expect(earlier.length).toBeGreaterThan(10)
    const archive = join(root, 'earlier')
    let old = await openUnmigrated(place(join(root, 'old')))
    try {
      await old.query.transaction().execute((transaction) => migrateWithin(transaction, earlier, clock.now()))
      await sql`insert into people (id, name, id_number) values (${newId(clock.now())}, '林示範', 'A199090017')`.execute(
        old.query,
      )
      const options = {
        filesDirectory: join(root, 'none'),
        environment: 'test',
        now: clock.now(),
        passphrase: undefined,
      } as const
      await old.close()
      const made = await operate([archive], { variables: settingsOf(join(root, 'old')), clock, command: runBackup })
      expect(made.code).toBe(0)
      old = await openUnmigrated(place(join(root, 'old')))
      expect(await findDoneMigrations(old.query)).toEqual(earlier)
      expect(await findEnvironment(old.query)).toBeUndefined()
      await sql`insert into kysely_migration (name, timestamp) values ('9999_later', '')`.execute(old.query)
      await writeArchive(old, { ...options, file: join(root, 'later') })
    } finally {
      await old.close()
    }
    const target = join(root, 'updated')
    expect(await restore(target, [archive])).toMatchObject({ code: 0 })
    const rows = await within(place(target), async (database) => {
      expect(await findMissingMigrations(database.query)).toEqual([])
      return await allRows(database)
    })
    expect(rows['people']).toHaveLength(1)
    expect(Object.keys(rows)).toEqual(Object.keys(before))
    expect(await restore(target, [join(root, 'later'), '--replace'])).toMatchObject({
      code: 1,
      said: expect.stringContaining('9999_later'),
    })
  })

  it('refuses an archive of another environment', async () => {
    const { code, said } = await operate([file, '--replace'], {
      variables: { ...settingsOf(join(root, 'new')), ENVIRONMENT: 'production' },
      command: runRestore,
    })
    expect([code, said]).toEqual([1, expect.stringContaining('test environment')])
  })

  it('with a passphrase the archive tells nothing, and opens with that passphrase alone', async () => {
    const [right, wrong, short] = ['right', 'wrong', 'short'].map((name) => join(root, name))
    if (!right || !wrong || !short) throw new Error('three files')
    writeFileSync(right, 'correct horse battery staple\n')
    writeFileSync(wrong, 'correct horse battery stable\n')
    writeFileSync(short, 'horse\n')
    const sealed = join(root, 'sealed')
    const make = (passphrase: string) =>
      operate([sealed, `--passphrase-file=${passphrase}`], { variables: settingsOf(source), clock, command: runBackup })
    expect(await make(short)).toMatchObject({ code: 1, said: expect.stringContaining('at least 16') })
    expect((await make(right)).code).toBe(0)
    const octets = readFileSync(sealed)
    expect(octets.subarray(0, 8).toString()).toBe('NHIBAK01')

    const target = join(root, 'from-sealed')
    const open = await restore(target, [file, `--passphrase-file=${right}`])
    expect(open).toMatchObject({ code: 1, said: expect.stringContaining('not encrypted') })
    expect(await restore(target, [sealed])).toMatchObject({ code: 1, said: expect.stringContaining('encrypted') })
    expect((await restore(target, [sealed, `--passphrase-file=${wrong}`])).code).toBe(1)
    writeFileSync(join(root, 'sealed-changed'), Buffer.from(octets.map((octet, at) => (at === 30 ? octet ^ 1 : octet))))
    expect((await restore(target, [join(root, 'sealed-changed'), `--passphrase-file=${right}`])).code).toBe(1)
    expect((await restore(target, [sealed, `--passphrase-file=${right}`])).code).toBe(0)
    expect(withoutRestoreRow(await within(place(target), allRows))).toEqual(before)
  })

  const why = whyNoPostgres()
  it.skipIf(why !== undefined)(
    `moves a portal from the embedded database to PostgreSQL and back${why ? `: ${why}` : ''}`,
    async () => {
      const postgres = await Postgres.start()
      try {
        // As a portal's own user, who owns its database and no more.
        const client = new Client({ connectionString: postgres.url })
        await client.connect()
        await client.query('create role portal login')
        await client.query('create database portal owner portal')
        await client.end()
        const url = postgres.url.replace('postgres@', 'portal@').replace(/\/postgres$/, '/portal')
        const target = join(root, 'on-postgres')
        expect(await restore(target, [file], url)).toMatchObject({ code: 0 })
        expect(withoutRestoreRow(await within({ url }, allRows))).toEqual(before)
        expect(await restore(target, [file], url)).toMatchObject({ code: 1 })
        await within({ url }, async () => {
          const refused = await restore(target, [file, '--replace'], url)
          expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('still connected') })
        })
        const kept = await within({ url }, allRows)
        const archive = await readArchive({ file, passphrase: undefined })
        const restoring = await openUnmigrated({ url })
        const late = await openUnmigrated({ url })
        try {
          // A server that starts while the rows are being read.
          const load = async () => void (await sql`select`.execute(late.query))
          await expect(restoreDatabase(restoring, archive, clock.now(), load)).rejects.toThrow('still connected')
          expect(await allRows(restoring)).toEqual(kept)
        } finally {
          await Promise.all([restoring.close(), late.close()])
        }
        expect(await restore(target, [file, '--replace'], url)).toMatchObject({ code: 0 })
        const verified = await operate(['verify'], { variables: settingsOf(target, url), clock, command: runAudit })
        expect(verified.code).toBe(0)

        const again = join(root, 'from-postgres')
        expect(await operate([again], { variables: settingsOf(target, url), clock, command: runBackup })).toMatchObject(
          { code: 0 },
        )
        const home = join(root, 'home')
        expect(await restore(home, [again])).toMatchObject({ code: 0 })
        expect(withoutRestoreRow(await within(place(home), allRows))).toEqual(before)
      } finally {
        postgres.stop()
      }
    },
  )
})
