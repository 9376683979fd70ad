import { parseArgs } from 'node:util'
import { systemClock } from './clock.ts'
import { createLog } from './log.ts'
import { describeSettings, findMisspellings, readSettings } from './read-settings.ts'
import { runProgram, wordsOf } from './run-program.ts'
import { startPortal } from './start-portal.ts'

/** The product's server. It has no anchors of its own: an administrator pins them in the file TRUST_ANCHORS. */
const start = () =>
  runProgram(
    async () => {
      const { config, trustRows, sam, oidcKeys } = await readSettings(process.env)
      const log = createLog(config.logLevel)
      for (const misspelling of findMisspellings(process.env)) log.warn(misspelling, 'a setting that is not known')
      const oidc = oidcKeys && { keys: oidcKeys, fetch: globalThis.fetch, localClients: false }
      return await startPortal({ config, clock: systemClock, log, trustRows, sam, oidc, fetch: globalThis.fetch })
    },
    ({ port, origins }) => console.log(JSON.stringify({ ready: true, port, ...origins })),
    (words) => console.error(words),
  )

/** What is in force, and what keeps the server from starting; opens nothing. */
async function checkConfig(): Promise<void> {
  for (const line of describeSettings(process.env)) console.log(line)
  for (const { given, known } of findMisspellings(process.env)) {
    console.error(`${given} is no setting: is ${known} meant?`)
  }
  try {
    await readSettings(process.env)
  } catch (error) {
    console.error(wordsOf(error))
    process.exitCode = 1
  }
}

try {
  const { values } = parseArgs({ options: { 'check-config': { type: 'boolean', default: false } } })
  await (values['check-config'] ? checkConfig() : start())
} catch (error) {
  console.error(`${wordsOf(error)}\nusage: node dist/server/main.js [--check-config]`)
  process.exitCode = 2
}
