import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What is built, from which folders. `extension` is what the stores get; `extension-demo` adds virtual readers. */
export const parts = {
  web: { config: 'web/vite.config.ts', mode: 'production', sources: ['core', 'web'] },
  support: { config: 'web/support-vite.config.ts', mode: 'production', sources: ['core', 'web'] },
  render: { config: 'web/render-vite.config.ts', mode: 'production', sources: ['core', 'web'] },
  extension: {
    config: 'extension/vite.config.ts',
    mode: 'production',
    sources: ['core', 'extension', 'manifest.json'],
  },
  'extension-demo': {
    config: 'extension/vite.config.ts',
    mode: 'demo',
    sources: ['core', 'demo', 'extension', 'manifest.json'],
  },
  'native-host': {
    config: 'native-host/vite.config.ts',
    mode: 'production',
    sources: ['core', 'native-host', 'manifest.json', 'package.json'],
  },
  usbip: {
    config: 'usbip/vite.config.ts',
    mode: 'production',
    sources: ['core', 'extension/readers', 'usbip'],
  },
  server: { config: 'server/vite.config.ts', mode: 'production', sources: ['core', 'demo', 'server'] },
}

function* filesBelow(path) {
  const entries = existsSync(`${root}${path}`) ? readdirSync(`${root}${path}`, { withFileTypes: true }) : []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) yield* filesBelow(`${path}/${entry.name}`)
    else yield `${path}/${entry.name}`
  }
}

/** Hash of everything a part is made from: a clone's file times say nothing. */
function fingerprint({ sources, mode }) {
  const hash = createHash('sha256').update(mode)
  for (const source of [...sources, 'package-lock.json']) {
    for (const file of source.endsWith('.json') ? [source] : filesBelow(source))
      hash.update(file).update(readFileSync(`${root}${file}`))
  }
  return hash.digest('hex')
}

/** Builds the named parts that are stale; all of them by default. */
export async function build(names = Object.keys(parts)) {
  for (const name of names) {
    const part = parts[name]
    const stamp = `${root}dist/stamps/${name}`
    const wanted = fingerprint(part)
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue
    console.log(`Building ${name} …`)
    const { build: viteBuild } = await import('vite')
    const before = process.env['NODE_ENV']
    process.env['NODE_ENV'] = 'production' // a test runner sets "test", and users get the production build
    try {
      await viteBuild({ configFile: `${root}${part.config}`, mode: part.mode, logLevel: 'warn' })
    } finally {
      if (before === undefined) delete process.env['NODE_ENV']
      else process.env['NODE_ENV'] = before
    }
    mkdirSync(`${root}dist/stamps`, { recursive: true })
    writeFileSync(stamp, wanted)
  }
}
