import { existsSync } from 'node:fs'
import { command, serverConfig } from '../command/command.ts'
import { withPortalDatabase } from '../command/open-portal-database.ts'
import { Refusal } from '../command/outcome.ts'
import { requireOwnDatabase } from '../require-own-database.ts'
import { filesDirectory } from '../files-directory.ts'
import { parameters } from './parameters.ts'
import { readPassphrase } from './read-passphrase.ts'
import { writeArchive } from './write-archive.ts'

export const backUp = command({
  usage: '<file> [--passphrase-file=<file>]',
  does: '備份資料庫與檔案。Writes the database and the stored files into one archive; with a passphrase, encrypted.',
  takes: parameters,
  async run({ file, 'passphrase-file': passphraseFile }, parts) {
    const config = serverConfig(parts)
    if (existsSync(file)) throw new Refusal(`${file} is there already`)
    const passphrase = await readPassphrase(passphraseFile)
    const { tables, files } = await withPortalDatabase(parts, async (database) => {
      await requireOwnDatabase(database, config)
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
