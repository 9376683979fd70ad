import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../server/db/migrate.ts'
import { databaseOver, openPostgres } from '../../server/db/open-database.ts'
import { createDatabase, startWantedPostgres } from '../rigs/postgres.ts'
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

/** Migrates once for all test files. With TEST_DATABASE=postgresql the same tests run on a PostgreSQL, started here. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startWantedPostgres()
  if (!postgres) return await makeImage(project)
  try {
    await makeTemplate(project, postgres.url)
  } catch (error) {
    postgres.stop()
    throw error
  }
  return () => Promise.resolve(postgres.stop())
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

async function makeTemplate(project: TestProject, url: string): Promise<void> {
  const name = 'portal_test'
  const database = databaseOver(openPostgres(await createDatabase(url, name)))
  try {
    await migrate(database.query)
  } finally {
    await database.close()
  }
  project.provide('databaseSource', { kind: 'template', url, name })
}
