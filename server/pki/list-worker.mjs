// list-worker.ts from its source, for tests and tools: Node 20 cannot read TypeScript, Vite, which builds the product
// anyway, can. The built program has dist/server/list-worker.js in its place.
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

await runnerImport(fileURLToPath(new URL('list-worker.ts', import.meta.url)), { configFile: false, logLevel: 'error' })
