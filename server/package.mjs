// npm run package [-- extension|card-service|server …]: what is handed over, into dist/packages with SHA256SUMS: the extension for the
// stores, the card service, the server; all three unless told. The same sources make the same bytes. Builds what is stale.
import { requireNode, tellAndEnd } from './setup/node-version.mjs'
import { ensurePackages } from './setup/packages.mjs'

process.on('uncaughtException', tellAndEnd)
requireNode()
ensurePackages()
const needs = {
  extension: ['extension'],
  'card-service': ['native-host'],
  server: ['web', 'render', 'support', 'server'],
}
const kinds = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(needs)
const strange = kinds.filter((kind) => !(kind in needs))
if (strange.length > 0) throw new Error(`there is no package ${strange.join(', ')}: ${Object.keys(needs).join(', ')}`)
const { build } = await import('./setup/build.mjs')
await build(kinds.flatMap((kind) => needs[kind]))
const { makePackages } = await import('./setup/packages-to-hand-over.mjs')
for (const { name, note } of await makePackages({ kinds, node: process.execPath }))
  console.log(`dist/packages/${name}${note}`)
