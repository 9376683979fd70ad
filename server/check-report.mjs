// npm run check-report -- <code>: a report of the settings check that somebody sent for the helpdesk. Builds the server when
// it is stale; where only dist/ is installed, `node dist/server/check-report.js …` is the same.
import { requireNode, tellAndEnd } from './setup/node-version.mjs'
import { ensurePackages } from './setup/packages.mjs'

process.on('uncaughtException', tellAndEnd)
requireNode()
ensurePackages()
const { build } = await import('./setup/build.mjs')
await build(['server'])
await import('../dist/server/check-report.js')
