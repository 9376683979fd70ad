// npm run audit -- verify: whether the audit is as it was sealed (docs/audit.md). Builds the server when it is stale; where only
// dist/ is installed, `node dist/server/audit.js …` is the same.
import { requireNode, tellAndEnd } from './setup/node-version.mjs'
import { ensurePackages } from './setup/packages.mjs'

process.on('uncaughtException', tellAndEnd)
requireNode()
ensurePackages()
const { build } = await import('./setup/build.mjs')
await build(['server'])
await import('../dist/server/audit.js')
