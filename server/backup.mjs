// npm run backup -- FILE: the database and the stored files in one archive (docs/administration.md). Builds the server when it is
// stale; where only dist/ is installed, `node dist/server/backup.js …` is the same.
import { requireNode, tellAndEnd } from './setup/node-version.mjs'
import { ensurePackages } from './setup/packages.mjs'

process.on('uncaughtException', tellAndEnd)
requireNode()
ensurePackages()
const { build } = await import('./setup/build.mjs')
await build(['server'])
await import('../dist/server/backup.js')
