// Runs a TypeScript program of test/ on plain Node: node test/run-ts.mjs test/drive/demo.ts --card=hca-personnel
// Node 20 cannot read TypeScript; Vite, which builds the product anyway, can. The program exports `main(args)`,
// which resolves to the exit code.
import { fileURLToPath } from 'node:url'
import { requireNode } from '../server/setup/node-version.mjs'
import { ensurePackages } from '../server/setup/packages.mjs'

requireNode()
ensurePackages()
const { createServer } = await import('vite')
const [file, ...args] = process.argv.slice(2)
const vite = await createServer({
  root: fileURLToPath(new URL('..', import.meta.url)),
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
})
try {
  const { main } = await vite.environments.ssr.runner.import(`/${file}`)
  process.exitCode = await main(args)
} finally {
  await vite.close()
}
