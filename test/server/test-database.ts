import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { Client } from 'pg'
import { inject } from 'vitest'
import { databaseOver, openPostgres, type PortalDatabase } from '../../server/db/open-database.ts'
import { openInMemory } from '../../server/db/open-embedded.ts'

export interface TestDatabase extends PortalDatabase {
  /** Empties every table. */
  clear(): Promise<void>
}

/** A migrated, empty database of the test file's own. Close it in afterAll. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const source = inject('databaseSource')
  const database =
    source.kind === 'image'
      ? databaseOver(await openInMemory(new Blob([readFileSync(source.path)])))
      : await copyTemplate(source.url, source.name)
  return { ...database, clear: () => clear(database) }
}

let copies = 0

async function copyTemplate(url: string, template: string): Promise<PortalDatabase> {
  const name = `${template}_${process.pid}_${++copies}`
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${name} template ${template}`)
  const copyUrl = new URL(url)
  copyUrl.pathname = `/${name}`
  const database = databaseOver(openPostgres(copyUrl.href))
  return {
    ...database,
    async close() {
      await database.close()
      await client.query(`drop database ${name}`)
      await client.end()
    },
  }
}

async function clear({ query }: PortalDatabase): Promise<void> {
  const tables = await query.introspection.getTables()
  const names = tables.filter(({ schema }) => schema === 'public').map(({ name }) => sql.table(name))
  await sql`truncate ${sql.join(names)}`.execute(query)
}
