import { systemClock } from './clock.ts'
import { readConfig } from './config.ts'
import { createLog } from './log.ts'
import { readTrustFile } from './pki/trust-configuration.ts'
import { readSam } from './sam/read-sam.ts'
import { runProgram } from './run-program.ts'
import { startPortal } from './start-portal.ts'

/** The product's server. It has no anchors of its own: an administrator pins them in the file TRUST_ANCHORS. */
await runProgram(
  async () => {
    const config = readConfig(process.env)
    if (config.trustAnchors === undefined) {
      throw new Error('TRUST_ANCHORS must name the file that pins the certificate authorities')
    }
    return await startPortal({
      config,
      clock: systemClock,
      log: createLog(config.logLevel),
      trustRows: await readTrustFile(config.trustAnchors),
      sam: await readSam(config, process.env),
      fetch: globalThis.fetch,
    })
  },
  ({ port, origins }) => console.log(JSON.stringify({ ready: true, port, ...origins })),
  (words) => console.error(words),
)
