// A program of server/ as a process of its own, from its source: node run-server.mjs main.demo.ts. Vite reads the
// TypeScript, as in test/run-ts.mjs.
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const [file] = process.argv.slice(2)
await runnerImport(fileURLToPath(new URL(`../../server/${file}`, import.meta.url)), {
  configFile: false,
  logLevel: 'error',
})
