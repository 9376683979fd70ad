import { command, serverConfig } from '../command/command.ts'
import { withDatabaseAsItIs } from '../command/open-portal-database.ts'
import { Refusal } from '../command/outcome.ts'
import { findDoneMigrations } from '../db/migrate.ts'
import { filesDirectory } from '../files-directory.ts'
import { parameters } from './parameters.ts'
import { readPassphrase } from './read-passphrase.ts'
import { requireSameEnvironment } from './require-same-environment.ts'
import { writeArchive } from './write-archive.ts'

export const backUp = command({
  usage: '<file> [--passphrase-file=<file>]',
  does: '備份資料庫與檔案。Writes the database and the stored files into one archive; with a passphrase, encrypted.',
  takes: parameters,
  async run({ file, 'passphrase-file': passphraseFile }, parts) {
    const config = serverConfig(parts)
    const passphrase = await readPassphrase(passphraseFile)
    const { tables, files } = await withDatabaseAsItIs(parts, async (database) => {
      await requireSameEnvironment(database, config)
      if ((await findDoneMigrations(database.query)).length === 0) throw new Refusal('the database has no portal in it')
      return await writeArchive(database, {
        file,
        filesDirectory: filesDirectory(config),
        environment: config.environment,
        now: parts.clock.now(),
        passphrase,
      })
    })
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    parts.operator.tell(`${file}: ${tables.length} tables with ${rows} rows, ${files} files`)
    if (!passphrase) parts.operator.tell('未加密 Not encrypted: it holds personal data.')
  },
})
