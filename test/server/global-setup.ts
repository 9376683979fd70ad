import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../server/db/migrate.ts'
import { databaseOver, openPostgres } from '../../server/db/open-database.ts'
import { openInMemory } from '../../server/db/open-embedded.ts'

/** Where the test files find a migrated, empty database: an image of the embedded one, or a template on PostgreSQL. */
export type DatabaseSource =
  | { readonly kind: 'image'; readonly path: string }
  | { readonly kind: 'template'; readonly url: string; readonly name: string }

declare module 'vitest' {
  export interface ProvidedContext {
    databaseSource: DatabaseSource
  }
}

/** Migrates once for all test files. With TEST_DATABASE_URL the same tests run on that PostgreSQL. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env['TEST_DATABASE_URL']
  return url === undefined ? await makeImage(project) : await makeTemplate(project, url)
}

async function makeImage(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), 'portal-test-database-'))
  const pool = await openInMemory()
  const database = databaseOver(pool)
  await migrate(database.query)
  const path = join(directory, 'image.tgz')
  writeFileSync(path, Buffer.from(await (await pool.dump()).arrayBuffer()))
  await database.close()
  project.provide('databaseSource', { kind: 'image', path })
  return () => {
    rmSync(directory, { recursive: true, force: true })
    return Promise.resolve()
  }
}

async function makeTemplate(project: TestProject, url: string): Promise<() => Promise<void>> {
  const name = `portal_test_${process.pid}`
  const administrate = async (statement: string) => {
    const client = new Client({ connectionString: url })
    await client.connect()
    try {
      await client.query(statement)
    } finally {
      await client.end()
    }
  }
  await administrate(`create database ${name}`)
  const templateUrl = new URL(url)
  templateUrl.pathname = `/${name}`
  const database = databaseOver(openPostgres(templateUrl.href))
  try {
    await migrate(database.query)
  } finally {
    await database.close()
  }
  project.provide('databaseSource', { kind: 'template', url, name })
  return () => administrate(`drop database ${name}`)
}
