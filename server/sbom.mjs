// npm run sbom: what each product is made of, as CycloneDX, into dist/sbom/.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { requireNode, tellAndEnd } from './setup/node-version.mjs'
import { ensurePackages } from './setup/packages.mjs'

process.on('uncaughtException', tellAndEnd)
requireNode()
ensurePackages()
const { makeBills } = await import('./setup/make-bills.mjs')
const root = fileURLToPath(new URL('..', import.meta.url))
mkdirSync(`${root}dist/sbom`, { recursive: true })
const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'))
for (const [product, bill] of Object.entries(await makeBills(packages))) {
  const file = `dist/sbom/${product}.cdx.json`
  writeFileSync(`${root}${file}`, `${JSON.stringify(bill, null, 2)}\n`)
  console.log(`${file}: ${bill.components.length} packages`)
}
