import { createHash } from 'node:crypto'

/**
 * A CycloneDX 1.6 bill of materials of one product, from the lock file alone: the same packages give the same octets, so it
 * has no time and no random number. `inside` are folders of packages that stand in the product's own files, `beside` those
 * that are installed with it, each with all that it needs in its turn.
 */
export function billOfMaterials({ product, version, inside, beside }, lock) {
  const found = new Set(inside)
  const waiting = [...beside]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue
    found.add(path)
    waiting.push(...neededBy(path, lock))
  }
  const paths = [...found].sort()
  const missing = paths.filter((path) => !lock[path])
  if (missing.length > 0) throw new Error(`the lock file has no ${missing.join(', ')}`)
  const refs = new Map(paths.map((path) => [path, purlOf(path, lock[path])]))
  const components = new Map(
    paths.map((path) => [refs.get(path), componentOf(path, lock[path], inside.includes(path))]),
  )
  const own = `${product}@${version}`
  const among = (needed) => [...new Set(needed.flatMap((path) => refs.get(path) ?? []))].sort()
  const needs = new Map([[own, new Set(among([...inside, ...beside]))]])
  for (const path of paths) {
    const ref = refs.get(path)
    needs.set(ref, new Set([...(needs.get(ref) ?? []), ...among(neededBy(path, lock))]))
  }
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: { type: 'application', 'bom-ref': own, name: product, version },
    },
    components: [...components.values()].sort(byRef),
    dependencies: [...needs]
      .map(([ref, those]) => ({ ref, dependsOn: [...those].sort() }))
      .sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  }
  return { ...bill, serialNumber: serialNumberOf(bill) }
}

const byRef = (a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1)

/** As Node looks for it: in the package's own node_modules, then further and further out. */
function neededBy(path, lock) {
  const {
    dependencies = {},
    optionalDependencies = {},
    peerDependencies = {},
    peerDependenciesMeta = {},
  } = lock[path] ?? {}
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional)
  return [...new Set([...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers])].flatMap(
    (name) => {
      for (let from = path; ; from = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')))) {
        const place = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`
        if (lock[place]) return [place]
        if (from === '') return []
      }
    },
  )
}

const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** Package URL: `@` of a scope is escaped (purl specification, npm). */
const purlOf = (path, { version }) => `pkg:npm/${nameOf(path).replace('@', '%40')}@${version}`

function componentOf(path, row, isInside) {
  const [name, group] = nameOf(path).split('/').reverse()
  const { version, license, integrity, optional } = row
  const [algorithm, value] = integrity.split('-')
  const ref = purlOf(path, row)
  return {
    type: 'library',
    'bom-ref': ref,
    ...(group !== undefined && { group }),
    name,
    version,
    scope: optional && !isInside ? 'optional' : 'required',
    hashes: [{ alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(value, 'base64').toString('hex') }],
    // One identifier, or several joined by words.
    licenses: [/[ (]/.test(license) ? { expression: license } : { license: { id: license } }],
    purl: ref,
    externalReferences: [
      { type: 'distribution', url: `https://registry.npmjs.org/${nameOf(path)}/-/${name}-${version}.tgz` },
    ],
  }
}

/** RFC 9562, version 8: made from what the bill says. */
function serialNumberOf(bill) {
  const octets = createHash('sha256').update(JSON.stringify(bill)).digest().subarray(0, 16)
  octets[6] = (octets[6] & 0x0f) | 0x80
  octets[8] = (octets[8] & 0x3f) | 0x80
  const hex = octets.toString('hex')
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')}`
}
