import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DataDirectoryInUse } from '../db/data-directory-lock.ts'
import { openDatabase, openUnmigrated, type PortalDatabase } from '../db/open-database.ts'
import { wordsOf } from '../run-program.ts'
import { type CommandParts, serverConfig } from './command.ts'
import { Refusal } from './outcome.ts'

/** Runs `work` on the database of the portal whose settings are in the environment, and closes it. */
export async function withPortalDatabase<T>(
  parts: CommandParts,
  work: (database: PortalDatabase) => Promise<T>,
): Promise<T> {
  const { database: place } = serverConfig(parts)
  if ('directory' in place && !existsSync(join(place.directory, 'PG_VERSION'))) {
    throw new Refusal(`no database in ${place.directory}: set DATABASE_URL or DATA_DIRECTORY as the server has them`)
  }
  const database = await opened(() => openDatabase(place))
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** The same without a look at what is there: for who puts it there. */
export async function withUnmigratedDatabase<T>(
  parts: CommandParts,
  work: (database: PortalDatabase) => Promise<T>,
): Promise<T> {
  const { database: place } = serverConfig(parts)
  const database = await opened(() => openUnmigrated(place))
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

async function opened(open: () => Promise<PortalDatabase>): Promise<PortalDatabase> {
  try {
    return await open()
  } catch (error) {
    if (error instanceof DataDirectoryInUse) {
      throw new Refusal(
        `${error.message}: the embedded database belongs to one process. Stop the server first, or use DATABASE_URL`,
        { cause: error },
      )
    }
    throw new Refusal(`the database cannot be opened: ${wordsOf(error)}`, { cause: error })
  }
}
