// npm run build: the extension (as the stores get it, and the demo's), the pages and the server, into dist/.
import { requireNode } from './setup/node-version.mjs'
import { ensurePackages } from './setup/packages.mjs'

requireNode()
ensurePackages()
const { build } = await import('./setup/build.mjs')
await build()
