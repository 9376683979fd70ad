import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { PageDrawings } from './page-drawings.ts'

/** Of what web/pack-files.ts writes. */
const brotliEnding = '.br'

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** In a content coding (RFC 9110, 8.4.1). */
export interface PackedFile {
  readonly coding: 'br' | 'gzip'
  readonly bytes: Uint8Array<ArrayBuffer>
}

export interface WebFile {
  readonly contentType: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The smallest first; none where packing does not make it smaller. */
  readonly packed: readonly PackedFile[]
  readonly entityTag: string
  /** Its name carries a hash of its content: it never changes. */
  readonly immutable: boolean
}

export interface WebFiles {
  /** The page shell, the same for every page: nothing of a session is ever in it. */
  readonly shell: WebFile
  /** By URL path. */
  readonly files: ReadonlyMap<string, WebFile>
  /** What draws the portals' pages that anybody may see; without it they are the shell, as the others are. */
  readonly drawings?: PageDrawings | undefined
  /** What the support-reporting system's browsers get, where it is served. */
  readonly support?: Pick<WebFiles, 'shell' | 'files'> | undefined
}

/**
 * Reads the built pages once, each with what the build has packed beside it. What is not in the map is not served, so no path
 * leads out of the directory.
 */
export function readWebFiles(directory: string, shellName = 'index.html'): WebFiles {
  const contents = new Map<string, Buffer>()
  const noPages = () => new Error(`there are no built pages in ${directory}: run "npm run build"`)
  if (!existsSync(directory)) throw noPages()
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    // Vite's list of what it built is for the server alone.
    if (!entry.isFile() || path.includes(`${sep}.vite${sep}`)) continue
    const url = `/${relative(directory, path).split(sep).join('/')}`
    contents.set(url, readFileSync(path))
  }
  const files = new Map<string, WebFile>()
  for (const [url, content] of contents) {
    if (!url.endsWith(brotliEnding)) files.set(url, toWebFile(url, content, contents.get(url + brotliEnding)))
  }
  const shell = files.get(`/${shellName}`)
  if (!shell) throw noPages()
  files.delete(`/${shellName}`)
  return { shell, files }
}

/** `brotli`: the same, packed. */
export function toWebFile(url: string, content: Uint8Array, brotli?: Uint8Array): WebFile {
  const packed: PackedFile[] = []
  if (brotli) packed.push({ coding: 'br', bytes: new Uint8Array(brotli) })
  const gzip = gzipSync(content)
  if (gzip.length < content.length) packed.push({ coding: 'gzip', bytes: new Uint8Array(gzip) })
  return {
    contentType: contentTypes[extname(url)] ?? 'application/octet-stream',
    bytes: new Uint8Array(content),
    packed,
    entityTag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    immutable: url.startsWith('/assets/'),
  }
}
