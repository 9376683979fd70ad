import { createHash } from 'node:crypto'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createGzip } from 'node:zlib'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import { pack } from 'tar-stream'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The first time that a ZIP can tell. */
const time = new Date(1980, 0, 1)

/** What a store refuses in the manifest: it gives each extension its own key, and tells browsers where updates are. */
const stores = {
  chrome: ['key', 'update_url'],
  edge: ['key', 'update_url'],
}

const systems = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64']

/** The programs of dist/server that are the product's, and what each loads; main.demo is not. */
const programs = [
  'main',
  'trust',
  'sam',
  'check-report',
  'carry-over',
  'audit',
  'backup',
  'restore',
  'list-worker',
  'claims-worker',
]

/** Of server/deploy. An operator's settings, keys and trust file stand beside them: only what is named here goes out. */
const filesToInstallWith = [
  'Caddyfile',
  'Containerfile',
  'Containerfile.dockerignore',
  'compose.yaml',
  'nhi-portal.service',
]

const kindsOfPackage = {
  extension: async (add, { version }) => {
    for (const [store, refused] of Object.entries(stores)) {
      await add(`nhi-portal-extension-${store}-${version}.zip`, extensionEntries(refused))
    }
  },
  'card-service': async (add, { version, node, scratch }) => {
    for (const system of systems) {
      const whole = node !== undefined && system === `${process.platform}-${process.arch}`
      const name = `nhi-portal-card-service-${system}-${version}.${system.startsWith('win32') ? 'zip' : 'tar.gz'}`
      const entries = await cardServiceEntries(system, whole ? node : undefined, scratch)
      await add(name, entries, whole ? '' : '  (without Node and koffi’s binary: docs/native-host.md)')
    }
  },
  server: async (add, { version }) => {
    await add(`nhi-portal-server-${version}.tar.gz`, serverEntries(version))
  },
}

/**
 * Makes packages from what is built. `node`: the program that goes into the card service's package of this system; without it that
 * package has none, as those of other systems have.
 */
export async function makePackages({
  kinds = Object.keys(kindsOfPackage),
  node,
  folder = join(root, 'dist/packages'),
  scratch = join(root, 'dist/card-service'),
}) {
  const { version } = readJson('package.json')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const made = []
  const add = async (name, entries, note = '') => {
    await (name.endsWith('.zip') ? writeZip : writeTar)(join(folder, name), entries)
    made.push({ name, note })
  }
  for (const kind of kinds) await kindsOfPackage[kind](add, { version, node, scratch })
  rmSync(scratch, { recursive: true, force: true })
  const sums = made.map(({ name }) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`)
  writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''))
  return made
}

const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/** `{ name, path | content, mode }` of every file below a folder. */
function entriesBelow(folder, prefix = '') {
  if (!existsSync(folder)) throw new Error(`${folder} is not built`)
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      name: prefix + path.slice(folder.length + 1).replaceAll('\\', '/'),
      path,
      mode: statSync(path).mode & 0o111 ? 0o755 : 0o644,
    }))
}

function extensionEntries(refused) {
  const manifest = readJson('dist/extension/manifest.json')
  for (const member of refused) delete manifest[member]
  return [
    // Vite's list of what it built is no part of the extension.
    ...entriesBelow(join(root, 'dist/extension')).filter(
      ({ name }) => name !== 'manifest.json' && !name.startsWith('.vite/'),
    ),
    { name: 'manifest.json', content: JSON.stringify(manifest, null, 2), mode: 0o644 },
  ]
}

async function cardServiceEntries(system, node, scratch) {
  const { makeProgramFolder } = await import(new URL('../../dist/native-host/program-folder.js', import.meta.url).href)
  const [name, arch] = system.split('-')
  rmSync(scratch, { recursive: true, force: true })
  makeProgramFolder(
    scratch,
    { built: join(root, 'dist/native-host'), modules: join(root, 'node_modules'), node, arch },
    name,
    [],
  )
  return entriesBelow(scratch, 'nhi-portal-card-service/')
}

/** `npm ci --omit=dev` in the unpacked folder, and it runs. */
function serverEntries(version) {
  const top = `nhi-portal-server-${version}/`
  const { scripts: _, devDependencies: __, ...manifest } = readJson('package.json')
  return [
    ...serverFiles().map((file) => ({
      name: `${top}dist/server/${file}`,
      path: join(root, 'dist/server', file),
      mode: 0o644,
    })),
    ...['web', 'render', 'support'].flatMap((part) => entriesBelow(join(root, 'dist', part), `${top}dist/${part}/`)),
    ...filesToInstallWith.map((file) => ({
      name: `${top}deploy/${file}`,
      path: join(root, 'server/deploy', file),
      mode: 0o644,
    })),
    ...entriesBelow(join(root, 'docs'), `${top}docs/`),
    { name: `${top}package.json`, content: `${JSON.stringify(manifest, null, 2)}\n`, mode: 0o644 },
    { name: `${top}package-lock.json`, content: productionLock(), mode: 0o644 },
  ]
}

/** The lock file without what only developers need. */
function productionLock() {
  const { packages, ...lock } = readJson('package-lock.json')
  const { devDependencies: _, ...own } = packages['']
  const kept = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true)
  return `${JSON.stringify({ ...lock, packages: { '': own, ...Object.fromEntries(kept) } }, null, 2)}\n`
}

/** Everything that the product's programs load, found by following what they name: the demo's keys and people stay out. */
export function serverFiles(folder = join(root, 'dist/server')) {
  const found = new Set()
  const follow = (file) => {
    if (found.has(file)) return
    found.add(file)
    const text = readFileSync(join(folder, file), 'utf8')
    for (const [, name] of text.matchAll(/["'`]\.\/([\w.-]+\.js)["'`]/g))
      if (existsSync(join(folder, name))) follow(name)
  }
  for (const program of programs) follow(`${program}.js`)
  const others = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.js'))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
  return [...found, ...others]
}

const sorted = (entries) => entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))
const contentOf = ({ content, path }) => (content === undefined ? readFileSync(path) : Buffer.from(content))

async function writeZip(file, entries) {
  const writer = new ZipWriter(new Uint8ArrayWriter(), {
    lastModDate: time,
    extendedTimestamp: false,
    useWebWorkers: false,
  })
  for (const entry of sorted(entries)) await writer.add(entry.name, new Uint8ArrayReader(contentOf(entry)))
  writeFileSync(file, await writer.close())
}

async function writeTar(file, entries) {
  const archive = pack()
  const written = pipeline(archive, createGzip({ level: 9 }), createWriteStream(file))
  for (const entry of sorted(entries)) {
    const header = { name: entry.name, mode: entry.mode, mtime: time, uid: 0, gid: 0, uname: 'root', gname: 'root' }
    if (entry.content === undefined) {
      await pipeline(createReadStream(entry.path), archive.entry({ ...header, size: statSync(entry.path).size }))
    } else {
      await new Promise((resolve, reject) => {
        archive.entry(header, entry.content, (error) => (error ? reject(error) : resolve()))
      })
    }
  }
  archive.finalize()
  await written
}
