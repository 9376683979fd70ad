import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createDatabase } from '../rigs/postgres.ts'
import { PortalServers } from './portal-servers.ts'

/** The built demo server, with a data directory of its own. */
export interface Portal {
  readonly port: number
  readonly vpn: string
  readonly internet: string
  readonly support: string
  /** The settings by which the server's own commands find its data. */
  readonly place: Readonly<Record<string, string>>
  /** Ends the server as an operator would, and waits: afterwards its data may be opened. Answers the exit code. */
  stop(): Promise<number | null>
  /** Removes the data directory. */
  remove(): void
}

/** Where the demo's keys and certificates are kept between runs: making them takes seconds, and they say nothing new. */
const pkiCache = resolve('dist/demo-pki.json')

/** Names a data directory that was used before: a portal begins with a copy of it, since making a database takes seconds. */
export const dataTemplateVariable = 'DEMO_DATA_TEMPLATE'

/** Names a PostgreSQL: each portal is then two servers over a database of their own there, behind a proxy. */
export const postgresVariable = 'DEMO_POSTGRES'
/** Likewise the name of a database there that was used before, and has no connection. */
export const databaseTemplateVariable = 'DEMO_DATABASE_TEMPLATE'

const serversBehindProxy = 2

export const startPortal = (env: Record<string, string> = {}): Promise<Portal> =>
  start(env, process.env[postgresVariable])

/** One process with the embedded database, whatever else is asked for. */
export const startOnePortal = (env: Record<string, string> = {}): Promise<Portal> => start(env, undefined)

async function start(env: Record<string, string>, postgres: string | undefined): Promise<Portal> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'nhi-portal-data-'))
  const pkiFile = join(dataDirectory, 'demo-pki.json')
  const template = process.env[dataTemplateVariable]
  if (template !== undefined) cpSync(template, dataDirectory, { recursive: true })
  else if (existsSync(pkiCache)) cpSync(pkiCache, pkiFile)
  const running = await (postgres === undefined
    ? startOne({ DATA_DIRECTORY: dataDirectory, ...env })
    : startSeveral(postgres, { DATA_DIRECTORY: dataDirectory, ...env }))
  if (!existsSync(pkiCache) && existsSync(pkiFile)) cpSync(pkiFile, pkiCache)
  return { ...running, remove: () => rmSync(dataDirectory, { recursive: true, force: true }) }
}

type Running = Omit<Portal, 'remove'>

async function startOne(env: Record<string, string>): Promise<Running> {
  const server: ChildProcess = spawn(process.execPath, ['dist/server/main.demo.js'], {
    stdio: ['ignore', process.env['E2E_DEBUG'] ? 'inherit' : 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, PORT: '0', NODE_ENV: 'production', ...env },
  })
  const exited = once(server, 'exit')
  const [message] = (await Promise.race([
    once(server, 'message'),
    exited.then(([code]) => {
      throw new Error(`the server ended with ${String(code)}`)
    }),
  ])) as [Pick<Portal, 'port' | 'vpn' | 'internet' | 'support'>]
  return {
    ...message,
    place: placeIn(env),
    stop: async () => {
      server.kill('SIGTERM')
      const [code] = (await exited) as [number | null]
      return code
    },
  }
}

async function startSeveral(postgres: string, env: Record<string, string>): Promise<Running> {
  const name = `portal_${randomUUID().replaceAll('-', '')}`
  const template = process.env[databaseTemplateVariable]
  const all = { ...env, DATABASE_URL: await createDatabase(postgres, name, template) }
  const servers = await PortalServers.start({ count: serversBehindProxy }, all)
  return { port: servers.port, ...servers.origins, place: placeIn(all), stop: () => servers.stop() }
}

const placeIn = (env: Record<string, string>) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => name === 'DATABASE_URL' || name === 'DATA_DIRECTORY'))
