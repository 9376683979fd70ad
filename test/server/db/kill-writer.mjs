// A process that the kill test ends with SIGKILL: writes rows into an embedded database and names each one on stdout
// after it was acknowledged. Vite reads the TypeScript, as in test/run-ts.mjs.
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const source = fileURLToPath(new URL('../../../server/db/open-database.ts', import.meta.url))
const { module } = await runnerImport(source, { configFile: false, logLevel: 'error' })
const database = await module.openDatabase({ directory: process.argv[2] })
process.stdout.write('open\n')
for (let turn = Number(process.argv[3]); ; turn++) {
  const id = `018f0000-0000-7000-8000-${String(turn).padStart(12, '0')}`
  await database.tx((transaction) =>
    transaction
      .insertInto('people')
      .values({ id, name: String(turn) })
      .execute(),
  )
  process.stdout.write(`${turn}\n`)
}
