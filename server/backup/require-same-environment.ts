import { Refusal } from '../command/outcome.ts'
import type { Config } from '../config.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { findEnvironment } from '../db/tables/environment-marks.ts'

/** Throws Refusal where the database is of the other environment. Unlike a server's start it marks nothing. */
export async function requireSameEnvironment(
  { query }: Pick<PortalDatabase, 'query'>,
  { environment }: Pick<Config, 'environment'>,
): Promise<void> {
  const whose = await findEnvironment(query)
  if (whose === undefined || whose === environment) return
  throw new Refusal(`the database is of the ${whose} environment, and ENVIRONMENT is ${environment}`)
}
