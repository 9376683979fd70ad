import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { probes } from '../../core/protocol/probes.ts'
import { readConfig } from '../../server/config.ts'
import { settings } from '../../server/settings.ts'

const folder = 'server/deploy'
const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const files = ['Containerfile', 'compose.yaml', 'Caddyfile', 'nhi-portal.service']

/** Variables that are not ours: Node's, PostgreSQL's image, and what compose and Caddyfile pass on. */
const others = new Set([
  'NODE_ENV',
  'POSTGRES_USER',
  'POSTGRES_PASSWORD',
  'POSTGRES_DB',
  'POSTGRES_INITDB_ARGS',
  'PORTAL_VPN',
  'PORTAL_INTERNET',
  'PORTAL_IMAGE',
  'BASE',
])

/** `NAME: value` and `NAME=value`, of YAML, the Containerfile and the unit. */
const assigned = (text: string) =>
  [
    ...text.matchAll(
      /^\s*(?:ENV |ARG |Environment=|\s)?(?:[A-Z_]+=\S+ )?([A-Z][A-Z0-9_]{3,})(?:=|: )(\S.*?)(?: \\)?$/gm,
    ),
  ].map(([, name = '', value = '']) => ({ name, value: value.replaceAll("'", '') }))

describe('the files for an installation', () => {
  it.each(['Containerfile', 'compose.yaml', 'nhi-portal.service'])('%s sets settings that there are', (name) => {
    const names = assigned(read(name)).map((it) => it.name)
    expect(names.length).toBeGreaterThan(1)
    expect(names.filter((it) => !others.has(it) && !Object.hasOwn(settings, it))).toEqual([])
  })

  it('compose.yaml gives the servers a configuration that they start with, behind one proxy', () => {
    const own = assigned(read('compose.yaml')).filter(({ name }) => Object.hasOwn(settings, name))
    const variables = Object.fromEntries(
      own.map(({ name, value }) => [
        name,
        value.replaceAll(/\$\{\w+(?::-([^}]*)|:\?)\}/g, (_, text: string | undefined) => text ?? 'secret'),
      ]),
    )
    expect(readConfig(variables)).toMatchObject({
      database: { url: 'postgres://portal:secret@database/portal' },
      origins: readConfig({}).origins,
      proxies: 1,
      shutdownDelaySeconds: 10,
    })
  })

  it('what compose.yaml reads beside itself and is not ours goes into no repository and no image', () => {
    const beside = [...read('compose.yaml').matchAll(/- \.\/([\w.]+):/g)].map(([, name = '']) => name)
    const theirs = ['.env', ...beside.filter((name) => !files.includes(name))]
    expect(theirs.toSorted()).toEqual(['.env', 'tls', 'trust'])
    for (const list of [readFileSync('.gitignore', 'utf8'), read('Containerfile.dockerignore')])
      expect(list.split('\n')).toEqual(expect.arrayContaining(theirs.map((name) => `${folder}/${name}`)))
  })

  it('name ports, paths and programs that agree with each other and with the server', () => {
    const container = read('Containerfile')
    const port = /PORT=(\d+)/.exec(container)?.[1]
    expect(container).toContain(`EXPOSE ${port}`)
    expect(container).toContain(`'${probes.alive}'`)
    expect(read('Caddyfile')).toContain(`reverse_proxy portal-1:${port} portal-2:${port}`)
    expect(read('Caddyfile')).toContain(`health_uri ${probes.ready}`)
    expect(read('compose.yaml')).toMatch(/^ {2}portal-1: \*portal\n {2}portal-2: \*portal$/m)
    const data = /DATA_DIRECTORY=(\S+)/.exec(container)?.[1]
    expect(read('compose.yaml')).toContain(`portal-data:${data}`)
    expect(read('nhi-portal.service')).toContain(`DATA_DIRECTORY=${data}`)
    const inputs = readFileSync('server/vite.config.ts', 'utf8')
    for (const name of files) {
      for (const [, program = ''] of read(name).matchAll(/dist\/server\/([\w-]+)\.js/g))
        expect(inputs).toContain(`${program}: 'server/`)
      for (const [, file = ''] of read(name).matchAll(/\b(server\/[\w./-]+\.(?:mjs|yaml))|Containerfile -t/g)) {
        if (file !== '') expect(existsSync(file), file).toBe(true)
      }
    }
  })

  it('wait for a server as long as it may take to end', () => {
    const { shutdownDelaySeconds } = readConfig(
      Object.fromEntries(
        assigned(read('compose.yaml'))
          .filter(({ name }) => name === 'SHUTDOWN_DELAY_SECONDS')
          .map(({ name, value }) => [name, value]),
      ),
    )
    const needed = shutdownDelaySeconds + 30
    expect(Number(/stop_grace_period: (\d+)s/.exec(read('compose.yaml'))?.[1])).toBeGreaterThan(needed)
    expect(Number(/TimeoutStopSec=(\d+)/.exec(read('nhi-portal.service'))?.[1])).toBeGreaterThan(needed)
  })
})
