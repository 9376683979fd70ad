import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DataDirectoryInUse } from '../db/data-directory-lock.ts'
import { type DatabasePlace, openDatabase, openUnmigrated, type PortalDatabase } from '../db/open-database.ts'
import { wordsOf } from '../run-program.ts'
import { type CommandParts, serverConfig } from './command.ts'
import { Refusal } from './outcome.ts'

type Work<T> = (database: PortalDatabase) => Promise<T>

/** Runs `work` on the database of the portal whose settings are in the environment, and closes it. */
export const withPortalDatabase = <T>(parts: CommandParts, work: Work<T>): Promise<T> =>
  withDatabase(placeOfPortal(parts), openDatabase, work)

/** The same without bringing the schema to this build's: a backup before an update changes nothing. */
export const withDatabaseAsItIs = <T>(parts: CommandParts, work: Work<T>): Promise<T> =>
  withDatabase(placeOfPortal(parts), openUnmigrated, work)

/** The same without a look at what is there: for who puts it there. */
export const withUnmigratedDatabase = <T>(parts: CommandParts, work: Work<T>): Promise<T> =>
  withDatabase(serverConfig(parts).database, openUnmigrated, work)

function placeOfPortal(parts: CommandParts): DatabasePlace {
  const { database: place } = serverConfig(parts)
  if ('directory' in place && !existsSync(join(place.directory, 'PG_VERSION'))) {
    throw new Refusal(`no database in ${place.directory}: set DATABASE_URL or DATA_DIRECTORY as the server has them`)
  }
  return place
}

async function withDatabase<T>(
  place: DatabasePlace,
  open: (place: DatabasePlace) => Promise<PortalDatabase>,
  work: Work<T>,
): Promise<T> {
  const database = await opened(() => open(place))
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
