// A program of server/ as a process of its own, from its source: node run-server.mjs main.demo.ts, or with arguments
// node run-server.mjs trust/main.ts list. Vite reads the TypeScript, as in test/run-ts.mjs.
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const [file] = process.argv.splice(2, 1)
await runnerImport(fileURLToPath(new URL(`../../server/${file}`, import.meta.url)), {
  configFile: false,
  logLevel: 'error',
})
