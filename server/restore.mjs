// npm run restore -- FILE: puts an archive of npm run backup back (docs/administration.md). Builds the server when it is
// stale; where only dist/ is installed, `node dist/server/restore.js …` is the same.
import { requireNode, tellAndEnd } from './setup/node-version.mjs'
import { ensurePackages } from './setup/packages.mjs'

process.on('uncaughtException', tellAndEnd)
requireNode()
ensurePackages()
const { build } = await import('./setup/build.mjs')
await build(['server'])
await import('../dist/server/restore.js')
