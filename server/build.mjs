// npm run build: the extension (as the stores get it, and the demo's), the pages and the server, into dist/.
import { requireNode, tellAndEnd } from './setup/node-version.mjs'
import { ensurePackages } from './setup/packages.mjs'

process.on('uncaughtException', tellAndEnd)
requireNode()
ensurePackages()
const { build } = await import('./setup/build.mjs')
await build()
