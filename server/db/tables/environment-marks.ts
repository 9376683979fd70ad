import { sql } from 'kysely'
import type { Environment } from '../../../core/cards/environments.ts'
import type { Queryable } from '../database.ts'

export interface EnvironmentMarksTable {
  only_one: boolean
  environment: Environment
}

/** Marks the database as this environment's, if it is nobody's yet. Answers whose it is. */
export async function markEnvironment(query: Queryable, environment: Environment): Promise<Environment> {
  await query
    .insertInto('environment_marks')
    .values({ only_one: true, environment })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await query.selectFrom('environment_marks').select('environment').executeTakeFirstOrThrow()
  return row.environment
}

/** Whose the database is; undefined while it is nobody's, or has no schema yet. Marks nothing. */
export async function findEnvironment(query: Queryable): Promise<Environment | undefined> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('environment_marks') is not null as there`.execute(query)
  if (rows[0]?.there !== true) return undefined
  return (await query.selectFrom('environment_marks').select('environment').executeTakeFirst())?.environment
}
