import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { platformCodes, platformRow } from '../../core/portal/platforms.ts'

interface Manifest {
  readonly key: string
  readonly host_permissions: string[]
  readonly permissions: string[]
  readonly optional_permissions: string[]
  readonly content_scripts: { readonly matches: string[] }[]
  readonly web_accessible_resources?: unknown[]
}

const manifestOf = (build: string) => JSON.parse(readFileSync(`dist/${build}/manifest.json`, 'utf8')) as Manifest

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

const portalPatterns = platformCodes.map((code) => `${platformRow(code).productionOrigin}/*`)

describe('the extension as the stores get it', () => {
  const manifest = manifestOf('extension')

  it('may act on the portals’ https addresses and nowhere else', () => {
    expect(manifest.host_permissions).toEqual(portalPatterns)
    expect(manifest.content_scripts.flatMap(({ matches }) => matches)).toEqual(portalPatterns)
  })

  it('asks for one permission that a person is warned of: to reach the card service, without which most readers are shut', () => {
    // webRequest warns of nothing beyond the hosts, and tells the settings check addresses and names of errors.
    expect(manifest.permissions.toSorted()).toEqual([
      'nativeMessaging',
      'offscreen',
      'scripting',
      'storage',
      'webRequest',
    ])
  })

  it('asks for what only the settings check changes when a person lets it, not before', () => {
    expect(manifest.optional_permissions.toSorted()).toEqual(['bookmarks', 'browsingData', 'contentSettings'])
  })

  it('exposes no file to pages', () => {
    expect(manifest.web_accessible_resources ?? []).toEqual([])
  })

  it('contains nothing of the demo: no virtual reader, no card, no local name', () => {
    // Words of demo/ that survive minifying: texts, identifiers of the card's application, addresses.
    const words = [
      'localhost',
      'IT-500U',
      '/demo/cards',
      'load-cards',
      'delay-command',
      'the card has no power',
      'demo-panel',
    ]
    const guilty = filesBelow('dist/extension').flatMap((path) => {
      const text = readFileSync(path, 'latin1')
      return words.filter((word) => text.includes(word) || path.includes(word)).map((word) => `${path}: ${word}`)
    })
    expect(guilty).toEqual([])
  })

  it('the same words are found in the demo build, so that the test above can fail', () => {
    const text = filesBelow('dist/extension-demo')
      .map((path) => path + readFileSync(path, 'latin1'))
      .join('\n')
    for (const word of ['localhost', 'IT-500U', '/demo/cards', 'load-cards', 'delay-command', 'the card has no power'])
      expect(text).toContain(word)
  })

  it('shows the popup’s first rows by one small script, with three modules to come after it', () => {
    const page = readFileSync('dist/extension/extension/popup/index.html', 'utf8')
    const files = [...page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, path = '']) => path)
    const script = 'extension/popup/first-rows.iife.js'
    expect(files[0]).toBe(script)
    expect(files.length).toBeLessThanOrEqual(4)
    expect(page.indexOf(script)).toBeLessThan(page.indexOf('rel="stylesheet"'))
    // With preact in it it would be twice as large.
    expect(statSync(`dist/extension/${script}`).size).toBeLessThanOrEqual(16 * 1024)
  })

  it('evaluates no text as code', () => {
    const guilty = filesBelow('dist/extension').filter(
      (path) =>
        path.endsWith('.js') &&
        /\beval\(|new Function\(/.test(readFileSync(path, 'utf8').replaceAll(/new Function\(`?`?\)/g, '')),
    )
    expect(guilty).toEqual([])
  })
})

describe('the demo build', () => {
  it('adds local names and keeps the product’s id', () => {
    const [product, demo] = [manifestOf('extension'), manifestOf('extension-demo')]
    expect(demo.key).toBe(product.key)
    const added = demo.host_permissions.filter((pattern) => !product.host_permissions.includes(pattern))
    expect(added.length).toBeGreaterThan(0)
    for (const pattern of added) expect(pattern).toMatch(/^http:\/\/\w+\.localhost\/\*$/)
  })
})

describe('the pages', () => {
  it.each([
    ['the portals’', 'dist/web', 'index.html'],
    ['the support-reporting system’s', 'dist/support', 'support.html'],
  ])('%s sign-in page loads at most 35 kB of script and style, compressed', (_whose, folder, shell) => {
    const html = readFileSync(`${folder}/${shell}`, 'utf8')
    const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path ?? '')
    expect(assets.length).toBeGreaterThan(1)
    const bytes = assets.reduce((sum, path) => sum + gzipSync(readFileSync(folder + path), { level: 9 }).length, 0)
    expect(bytes).toBeLessThanOrEqual(35 * 1024)
  })

  it('are each drawn with at most 60 kB of script and style, as they are sent', () => {
    const manifest = JSON.parse(readFileSync('dist/web/.vite/manifest.json', 'utf8')) as BuiltParts
    const pages = Object.keys(manifest).filter((source) => /^pages\/.*(-page|front-parts)\.tsx$/.test(source))
    expect(pages.length).toBeGreaterThan(40)
    const sent = (file: string) => statSync(`dist/web/${existsSync(`dist/web/${file}.br`) ? `${file}.br` : file}`).size
    const weights = pages.map((source) => {
      const parts = withImports(manifest, ['index.html', 'pages/later-page.tsx', source])
      const files = new Set(parts.flatMap(({ file, css = [] }) => [file].concat(css)))
      return { source, bytes: [...files].reduce((sum, file) => sum + sent(file), 0) }
    })
    expect(weights.filter(({ bytes }) => bytes > 60 * 1024)).toEqual([])
  })
})

type BuiltParts = Readonly<Record<string, { file: string; css?: string[]; imports?: string[] }>>

function withImports(manifest: BuiltParts, sources: readonly string[], seen = new Set<string>()): BuiltParts[string][] {
  return sources.flatMap((source) => {
    const part = manifest[source]
    if (!part || seen.has(source)) return []
    seen.add(source)
    return [part, ...withImports(manifest, part.imports ?? [], seen)]
  })
}
