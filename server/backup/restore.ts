import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { command, serverConfig } from '../command/command.ts'
import { withUnmigratedDatabase } from '../command/open-portal-database.ts'
import { Refusal } from '../command/outcome.ts'
import { fsyncPath } from '../db/fsync.ts'
import { filesDirectory } from '../files-directory.ts'
import { restoreParameters } from './parameters.ts'
import { readArchive } from './read-archive.ts'
import { readPassphrase } from './read-passphrase.ts'
import { requireSameEnvironment } from './require-same-environment.ts'
import { isEmpty, requireKnownSchema, requireOwnSchema, restoreDatabase } from './restore-database.ts'

export const restore = command({
  usage: '<file> [--passphrase-file=<file>] [--replace]',
  does: '自備份還原。Puts an archive back, once all of it has been checked; what is there is replaced only when told so.',
  takes: restoreParameters,
  async run({ file, 'passphrase-file': passphraseFile, replace }, parts) {
    const config = serverConfig(parts)
    const source = { file, passphrase: await readPassphrase(passphraseFile) }
    const archive = await readArchive(source)
    requireKnownSchema(archive)
    if (archive.environment !== config.environment) {
      throw new Refusal(
        `the archive is of the ${archive.environment} environment, and ENVIRONMENT is ${config.environment}`,
      )
    }
    await withUnmigratedDatabase(parts, async (database) => {
      await requireSameEnvironment(database, config)
      await requireOwnSchema(database)
      if (!replace && !(await isEmpty(database))) {
        throw new Refusal('the database is not empty: stop every server, and say --replace to lose what is in it')
      }
      await restoreDatabase(database, archive, parts.clock.now(), async (add) => {
        await readArchive(source, { rows: add, file: fileKeeper(filesDirectory(config)) })
      })
    })
    const rows = archive.tables.reduce((sum, table) => sum + table.rows, 0)
    parts.operator.tell(`${archive.madeAt}: ${archive.tables.length} tables with ${rows} rows, ${archive.files} files`)
    parts.operator.tell('所有人須重新登入 Everybody signs in again. Check with: npm run audit -- verify')
  },
})

/** A file more than the rows know harms nobody, and goes after a day; one less would. */
function fileKeeper(directory: string) {
  return async (sha256: string, content: AsyncIterable<Uint8Array>) => {
    const folder = join(directory, sha256.slice(0, 2))
    await mkdir(folder, { recursive: true })
    const draft = join(folder, `.${sha256}.part`)
    try {
      await pipeline(content, createWriteStream(draft, { mode: 0o600 }))
      fsyncPath(draft)
      await rename(draft, join(folder, sha256))
      fsyncPath(folder, true)
    } finally {
      await rm(draft, { force: true })
    }
  }
}
