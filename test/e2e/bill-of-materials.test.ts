import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Bill, makeBills, type Product, products } from '../../server/setup/make-bills.mjs'

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, object> }

let bills: Record<Product, Bill>
beforeAll(async () => {
  bills = await makeBills(packages)
})
const namesIn = ({ components }: Bill) => components.map(({ group, name }) => (group ? `${group}/${name}` : name))

describe.each(Object.keys(products) as Product[])('the bill of materials of %s', (product) => {
  it('keeps the rules of CycloneDX 1.6 for what is in it', () => {
    const { components, dependencies, metadata, ...bill } = bills[product]
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 })
    expect(bill.serialNumber).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    const refs = [metadata.component['bom-ref'], ...components.map((one) => one['bom-ref'])]
    expect(new Set(refs).size).toBe(refs.length)
    expect(dependencies.map(({ ref }) => ref).toSorted()).toEqual(refs.toSorted())
    for (const { dependsOn } of dependencies) {
      expect(new Set(dependsOn).size).toBe(dependsOn.length)
      expect(dependsOn.filter((ref) => !refs.includes(ref))).toEqual([])
    }
    for (const { purl, group, name, version, hashes, licenses } of components) {
      expect(purl).toBe(`pkg:npm/${group ? `${group.replace('@', '%40')}/` : ''}${name}@${version}`)
      expect(hashes).toEqual([{ alg: 'SHA-512', content: expect.stringMatching(/^[\da-f]{128}$/) }])
      expect(licenses).toHaveLength(1)
    }
  })

  it('leaves nothing out that something in it needs: each package is reached from the product', () => {
    const { components, dependencies, metadata } = bills[product]
    const needs = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]))
    const reached = new Set<string>()
    const waiting = [metadata.component['bom-ref']]
    for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
      if (reached.has(ref)) continue
      reached.add(ref)
      waiting.push(...(needs.get(ref) ?? []))
    }
    expect(components.map((one) => one['bom-ref']).filter((ref) => !reached.has(ref))).toEqual([])
  })
})

it('the same packages make the same bills, octet by octet', async () => {
  expect(JSON.stringify(await makeBills(packages))).toBe(JSON.stringify(bills))
})

it('what browsers get is there once, and its bills have what its sources import', () => {
  for (const product of ['web', 'extension'] as const) {
    const names = namesIn(bills[product])
    expect(new Set(names).size).toBe(names.length)
    expect(names).toContain('preact')
  }
  expect(namesIn(bills.web)).toContain('@zip.js/zip.js') // in a thread of its own
  expect(namesIn(bills.web)).not.toContain('zod')
})

it('what a server finds by its name when it runs is told to the bills by hand, and all of it', () => {
  const files = readdirSync('server', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const required = files.filter((file) =>
    readFileSync(`server/${file}`, 'utf8').includes('createRequire(import.meta.url)'),
  )
  expect(required.toSorted()).toEqual(['pki/openssl-rsa.ts', 'support-reports/print-font.ts'])
  for (const name of products.server.required) expect(namesIn(bills.server)).toContain(name)
})
