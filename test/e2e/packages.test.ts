import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Uint8ArrayReader, ZipReader } from '@zip.js/zip.js'
import { extract } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePackages } from '../../server/setup/packages-to-hand-over.mjs'

/** As an operator's key and password stand beside compose.yaml. */
let planted: string
let folder: string
let names: string[]
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'packages-'))
  planted = mkdtempSync('server/deploy/planted-')
  writeFileSync(join(planted, 'portal.key'), 'a key')
  names = (await makePackages({ folder: join(folder, 'once'), scratch: join(folder, 'scratch') })).map(
    ({ name }) => name,
  )
})
afterAll(() => {
  for (const it of [folder, planted]) rmSync(it, { recursive: true, force: true })
})

const named = (part: string) => join(folder, 'once', names.find((name) => name.includes(part)) ?? `no ${part}`)

async function zipContent(file: string): Promise<Map<string, string>> {
  const content = new Map<string, string>()
  for (const entry of await new ZipReader(new Uint8ArrayReader(readFileSync(file))).getEntries()) {
    if (!entry.directory) content.set(entry.filename, Buffer.from(await entry.arrayBuffer()).toString('utf8'))
  }
  return content
}

async function tarContent(file: string): Promise<Map<string, string>> {
  const content = new Map<string, string>()
  for await (const entry of Readable.from(readFileSync(file)).pipe(createGunzip()).pipe(extract())) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk)
    content.set(entry.header.name, Buffer.concat(chunks).toString('utf8'))
  }
  return content
}

describe('what is handed over', () => {
  it('is the same to the last byte when it is made again, and SHA256SUMS tells it', async () => {
    await makePackages({ folder: join(folder, 'twice'), scratch: join(folder, 'scratch') })
    const sums = (of: string) =>
      readdirSync(join(folder, of))
        .filter((name) => name !== 'SHA256SUMS')
        .map(
          (name) =>
            `${createHash('sha256')
              .update(readFileSync(join(folder, of, name)))
              .digest('hex')}  ${name}`,
        )
        .toSorted()
    expect(sums('twice')).toEqual(sums('once'))
    expect(readFileSync(join(folder, 'once/SHA256SUMS'), 'utf8').trim().split('\n').toSorted()).toEqual(sums('once'))
    expect(names).toHaveLength(8)
  })

  it.each(['chrome', 'edge'])(
    'to the %s store: the product’s extension, with a manifest that a store takes',
    async (store) => {
      const content = await zipContent(named(`extension-${store}`))
      const { key, ...built } = JSON.parse(readFileSync('dist/extension/manifest.json', 'utf8')) as Record<
        string,
        unknown
      >
      expect(key).toBeTypeOf('string')
      expect(JSON.parse(content.get('manifest.json') ?? '')).toEqual(built)
      expect(content.has('service-worker-loader.js')).toBe(true)
      expect([...content.keys()].filter((name) => /demo|\.vite/.test(name))).toEqual([])
    },
  )

  it('the server: its programs, pages, lock file of production and files to install with, and nothing of the demo or of who installs it', async () => {
    const content = await tarContent(named('server'))
    const has = (path: string) => [...content.keys()].some((name) => name.endsWith(`/${path}`))
    for (const path of [
      'dist/server/main.js',
      'dist/server/list-worker.js',
      'dist/server/backup.js',
      'dist/web/index.html',
      'dist/render/render.js',
      'dist/support/support.html',
      'deploy/nhi-portal.service',
      'docs/administration.md',
    ]) {
      expect([path, has(path)]).toEqual([path, true])
    }
    expect([...content.keys()].flatMap((name) => /\/deploy\/(.*)/.exec(name)?.[1] ?? [])).toEqual([
      'Caddyfile',
      'Containerfile',
      'Containerfile.dockerignore',
      'compose.yaml',
      'nhi-portal.service',
    ])
    const inputs = [...readFileSync('server/vite.config.ts', 'utf8').matchAll(/^ +'?([\w.-]+)'?: 'server\//gm)]
    expect(inputs.length).toBeGreaterThan(8)
    for (const [, program = ''] of inputs)
      expect([program, has(`dist/server/${program}.js`)]).toEqual([program, program !== 'main.demo'])
    expect([...content.keys()].filter((name) => /demo/.test(name))).toEqual([])
    expect([...content.values()].filter((text) => text.includes('示範醫事憑證管理中心'))).toEqual([])
    const lock = JSON.parse([...content].find(([name]) => name.endsWith('/package-lock.json'))?.[1] ?? '') as {
      packages: Record<string, { dev?: boolean }>
    }
    expect(Object.keys(lock.packages)).toContain('node_modules/hono')
    expect(Object.values(lock.packages).filter(({ dev }) => dev === true)).toEqual([])
  })

  it('the card service: a program for each system', async () => {
    const linux = await tarContent(named('card-service-linux-arm64'))
    expect([...linux.keys()]).toContain('nhi-portal-card-service/program/main.js')
    expect(linux.get('nhi-portal-card-service/card-service.json')).toContain('"arch":"arm64"')
    expect([...(await zipContent(named('card-service-win32'))).keys()]).toContain(
      'nhi-portal-card-service/card-service.cmd',
    )
  })
})
