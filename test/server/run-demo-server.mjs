// The demo server as a process of its own, from its source: Vite reads the TypeScript, as in test/run-ts.mjs.
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

await runnerImport(fileURLToPath(new URL('../../server/main.demo.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
})
