import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The built demo server in a process of its own, with a data directory of its own. */
export interface Portal {
  readonly port: number
  readonly vpn: string
  readonly internet: string
  readonly support: string
  readonly dataDirectory: string
  /** Ends the server as an operator would, and waits: afterwards the data directory may be opened. Answers the exit code. */
  stop(): Promise<number | null>
  /** Removes the data directory. */
  remove(): void
}

/** Where the demo's keys and certificates are kept between runs: making them takes seconds, and they say nothing new. */
const pkiCache = resolve('dist/demo-pki.json')

/** Names a data directory that was used before: a portal begins with a copy of it, since making a database takes seconds. */
export const dataTemplateVariable = 'DEMO_DATA_TEMPLATE'

export async function startPortal(env: Record<string, string> = {}): Promise<Portal> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'nhi-portal-data-'))
  const pkiFile = join(dataDirectory, 'demo-pki.json')
  const template = process.env[dataTemplateVariable]
  if (template !== undefined) cpSync(template, dataDirectory, { recursive: true })
  else if (existsSync(pkiCache)) cpSync(pkiCache, pkiFile)
  const server: ChildProcess = spawn(process.execPath, ['dist/server/main.demo.js'], {
    stdio: ['ignore', process.env['E2E_DEBUG'] ? 'inherit' : 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, PORT: '0', DATA_DIRECTORY: dataDirectory, NODE_ENV: 'production', ...env },
  })
  const exited = once(server, 'exit')
  const [message] = (await Promise.race([
    once(server, 'message'),
    exited.then(([code]) => {
      throw new Error(`the server ended with ${String(code)}`)
    }),
  ])) as [Pick<Portal, 'port' | 'vpn' | 'internet' | 'support'>]
  if (!existsSync(pkiCache) && existsSync(pkiFile)) cpSync(pkiFile, pkiCache)
  return {
    ...message,
    dataDirectory,
    stop: async () => {
      server.kill('SIGTERM')
      const [code] = (await exited) as [number | null]
      return code
    },
    remove: () => rmSync(dataDirectory, { recursive: true, force: true }),
  }
}
