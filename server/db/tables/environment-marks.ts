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
