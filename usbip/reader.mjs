// npm run reader -- --usbip=PORT list|atr|apdu|sign: our driver and a card, without a browser. Builds it when it is stale.
import { requireNode, tellAndEnd } from '../server/setup/node-version.mjs'
import { ensurePackages } from '../server/setup/packages.mjs'

process.on('uncaughtException', tellAndEnd)
requireNode()
ensurePackages()
const { build } = await import('../server/setup/build.mjs')
await build(['usbip'])
const { main } = await import('../dist/usbip/reader-command.js')
process.exitCode = await main(process.argv.slice(2))
