// npm run native-host -- install|remove|status: the card service of this user. Builds it when it is stale.
import { fileURLToPath } from 'node:url'
import { requireNode, tellAndEnd } from '../server/setup/node-version.mjs'
import { ensurePackages } from '../server/setup/packages.mjs'

process.on('uncaughtException', tellAndEnd)
requireNode()
ensurePackages()
const { build } = await import('../server/setup/build.mjs')
await build(['native-host'])
const folder = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const { main } = await import('../dist/native-host/register-main.js')
process.exitCode = main(process.argv.slice(2), folder('dist/native-host'), folder('node_modules'))
