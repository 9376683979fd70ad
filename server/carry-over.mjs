// npm run carry-over -- <file> --cut-over=<day>: keeps the services of institutions that move to the new Internet platform.
// Builds the server when it is stale; where only dist/ is installed, `node dist/server/carry-over.js …` is the same.
import { requireNode, tellAndEnd } from './setup/node-version.mjs'
import { ensurePackages } from './setup/packages.mjs'

process.on('uncaughtException', tellAndEnd)
requireNode()
ensurePackages()
const { build } = await import('./setup/build.mjs')
await build(['server'])
await import('../dist/server/carry-over.js')
