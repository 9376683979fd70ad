import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

interface Import {
  readonly from: string
  readonly to: string
}

/** Every relative import below a folder, as paths from the project's root. */
function importsBelow(folder: string): Import[] {
  return filesBelow(folder).flatMap((from) => {
    const source = readFileSync(join(root, from), 'utf8')
    return [...source.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path = '']) => ({
      from,
      to: relative(root, join(root, dirname(from), path.replace(/\?.*$/, ''))),
    }))
  })
}

const area = (path: string, depth = 1) => path.split('/').slice(0, depth).join('/')
const inFolder = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(`${folder}/`))
const broken = (imports: Import[], allowed: (it: Import) => boolean) =>
  imports.filter((it) => !allowed(it)).map(({ from, to }) => `${from} → ${to}`)

describe('floors', () => {
  const mayImport: Record<string, string[]> = {
    core: ['core'],
    demo: ['core', 'demo'],
    extension: ['core', 'extension'],
    web: ['core', 'web'],
    server: ['core', 'server'],
    'native-host': ['core', 'native-host'],
    // A home of the driver beside the browser: the transport's class is the extension's own.
    usbip: ['core', 'extension', 'usbip'],
  }
  for (const [folder, allowed] of Object.entries(mayImport)) {
    it(`${folder}/ imports ${allowed.join(' and ')} only, and demo/ from *.demo files alone`, () => {
      const fromDemoEntry = ({ from, to }: Import) => /\.demo\.tsx?$/.test(from) && inFolder(to, 'demo')
      const manifest = ({ to }: Import) =>
        (folder === 'extension' && to === 'manifest.json') ||
        (folder === 'native-host' && ['manifest.json', 'package.json'].includes(to))
      expect(
        broken(importsBelow(folder), (it) => inFolder(it.to, ...allowed) || fromDemoEntry(it) || manifest(it)),
      ).toEqual([])
    })
  }

  it('a *.demo file is imported by no product file, so that the product never loads demo/', () => {
    const imports = ['extension', 'web', 'server', 'native-host', 'usbip'].flatMap(importsBelow)
    expect(broken(imports, ({ from, to }) => !/\.demo\.tsx?$/.test(to) || /\.demo\.tsx?$/.test(from))).toEqual([])
  })

  it('core/ is built from the ground up', () => {
    // From low to high; a folder sees those before it, and itself.
    const floors = [
      ['core/i18n', 'core/bytes'],
      ['core/errors', 'core/tables'],
      ['core/smartcard'],
      ['core/ccid', 'core/pcsc', 'core/pki'],
      // PKCS#15 is DER, and which algorithm a card's key is for stands in its certificate.
      ['core/cards'],
      ['core/serial-ccid', 'core/portal'],
      ['core/assertion', 'core/support-reports'],
      ['core/check', 'core/claims', 'core/sam'],
      ['core/protocol'],
    ]
    const floorOf = (path: string) => floors.findIndex((floor) => floor.includes(area(path, 2)))
    const imports = importsBelow('core')
    expect(imports.filter(({ from }) => floorOf(from) === -1)).toEqual([])
    expect(broken(imports, ({ from, to }) => floorOf(to) < floorOf(from) || area(from, 2) === area(to, 2))).toEqual([])
  })

  it('an area of server/ sees the shared rooms and itself, never another area', () => {
    const shared = [
      'server/http',
      'server/db',
      'server/auth',
      'server/command',
      'server/jobs',
      'server/audit',
      'server/mail',
      'server/pki',
      'server/files',
    ]
    const inArea = ({ from }: Import) => from.split('/').length > 2 && !shared.includes(area(from, 2))
    expect(
      broken(
        importsBelow('server').filter(inArea),
        ({ from, to }) =>
          inFolder(to, 'core', ...shared) || area(from, 2) === area(to, 2) || /^server\/[\w-]+\.ts$/.test(to),
      ),
    ).toEqual([])
  })

  it('in core/, demo/, extension/ and web/ no file imports itself by way of others, not even for a type', () => {
    const imports = new Map<string, string[]>()
    for (const { from, to } of ['core', 'demo', 'extension', 'native-host', 'usbip', 'web'].flatMap(importsBelow))
      imports.set(from, [...(imports.get(from) ?? []), to])
    const done = new Set<string>()
    const circles: string[] = []
    const follow = (file: string, way: readonly string[]): void => {
      const at = way.indexOf(file)
      if (at >= 0) circles.push([...way.slice(at), file].join(' → '))
      if (at >= 0 || done.has(file)) return
      for (const next of imports.get(file) ?? []) follow(next, [...way, file])
      done.add(file)
    }
    for (const file of imports.keys()) follow(file, [])
    expect(circles).toEqual([])
  })

  it('pages import types only from files that carry zod', () => {
    const zodFiles = new Set(
      filesBelow('core').filter((file) => /from 'zod'/.test(readFileSync(join(root, file), 'utf8'))),
    )
    const values = filesBelow('web').flatMap((from) => {
      const source = readFileSync(join(root, from), 'utf8')
      return [...source.matchAll(/^import (?!type)[^']*'(\.[^']+)'/gm)].map(([, path = '']) => ({
        from,
        to: relative(root, join(root, dirname(from), path)),
      }))
    })
    expect(broken(values, ({ to }) => !zodFiles.has(to))).toEqual([])
  })

  it('only the mixing guard reaches the commands that a card may count', () => {
    const callers = ['core', 'extension', 'native-host', 'server', 'usbip', 'web']
      .flatMap(filesBelow)
      .filter((file) => /\.counted\b/.test(readFileSync(join(root, file), 'utf8')))
    expect(callers).toEqual(['core/cards/environment.ts'])
  })
})

describe('habits', () => {
  const codeOf = (file: string) => readFileSync(join(root, file), 'utf8').replaceAll(/\/\/.*|\/\*[^]*?\*\//g, '')
  const product = ['core', 'demo', 'extension', 'native-host', 'usbip', 'web', 'server'].flatMap(filesBelow)

  it('files are kebab-case', () => {
    const names = product.map((file) => file.split('/').at(-1) ?? '')
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(iife|demo|config))*\.tsx?$/.test(name))).toEqual([])
  })

  it('nothing is exported as default but what a tool asks for', () => {
    const defaults = product.filter((file) => /^export default/m.test(readFileSync(join(root, file), 'utf8')))
    expect(defaults.filter((file) => !file.endsWith('vite.config.ts'))).toEqual([])
  })

  it('Big5 is read by core/bytes/big5.ts alone: browsers and servers each decode it in their own way', () => {
    const decoders = product.filter((file) =>
      /TextDecoder\(\s*['"](x-x-|cn-)?big5/i.test(readFileSync(join(root, file), 'utf8')),
    )
    expect(decoders).toEqual([])
  })

  it('the server asks outside by files that bound it, and by no other', () => {
    const asking = product.filter(
      (file) => /^server\/(?!.*\.demo\.ts$)/.test(file) && /\bfetch\(|http\.request|net\.connect/.test(codeOf(file)),
    )
    const bounded = [
      'server/oidc/create-provider.ts',
      'server/pki/fetch-limited.ts',
      'server/support-sign-in/ask-outside.ts',
    ]
    expect(asking.toSorted()).toEqual(bounded)
    for (const file of bounded) expect(codeOf(file)).toMatch(/redirect: '(error|manual)'/)
  })

  it('no text becomes HTML or code', () => {
    const sinks =
      /\.(inner|outer)HTML =|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|\beval\(|new Function\(/
    expect(product.filter((file) => sinks.test(codeOf(file)))).toEqual([])
  })

  it('no product file writes to the console but the programs a person starts', () => {
    const writers = product.filter((file) => /\bconsole\.\w+\(/.test(readFileSync(join(root, file), 'utf8')))
    expect(writers.filter((file) => !/^server\/main(\.demo)?\.ts$/.test(file))).toEqual([])
  })
})
