// claims-worker.ts from its source, for tests and tools, as server/pki/list-worker.mjs does it. The built program has
// dist/server/claims-worker.js in its place.
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

await runnerImport(fileURLToPath(new URL('claims-worker.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
})
