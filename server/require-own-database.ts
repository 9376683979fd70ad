import type { Config } from './config.ts'
import type { PortalDatabase } from './db/open-database.ts'
import { markEnvironment } from './db/tables/environment-marks.ts'

/** A test environment's data and the real ones are never in one database. */
export async function requireOwnDatabase(
  { query }: Pick<PortalDatabase, 'query'>,
  { environment }: Pick<Config, 'environment'>,
): Promise<void> {
  const whose = await markEnvironment(query, environment)
  if (whose === environment) return
  throw new Error(`the database is of the ${whose} environment, and ENVIRONMENT is ${environment}: give each its own`)
}
