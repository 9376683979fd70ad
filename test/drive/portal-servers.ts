import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { localSites } from '../../core/protocol/local-sites.ts'
import { freePort } from '../rigs/free-port.ts'
import { Nginx } from '../rigs/nginx.ts'

/** Several processes of the built demo server over one PostgreSQL, behind a real proxy. */
export class PortalServers {
  readonly origins: Readonly<Record<'vpn' | 'internet' | 'support', string>>
  readonly port: number
  readonly #processes: ChildProcess[] = []
  readonly #environments: readonly NodeJS.ProcessEnv[]
  #front: Nginx | undefined

  private constructor(port: number, environments: readonly NodeJS.ProcessEnv[]) {
    this.port = port
    this.origins = originsAt(port)
    this.#environments = environments
  }

  /** `env` must name the database and the data directory, which all of them share. */
  static async start(count: number, env: Record<string, string>): Promise<PortalServers> {
    const port = await freePort()
    const { vpn, internet, support } = originsAt(port)
    const common = { ...process.env, ORIGIN_VPN: vpn, ORIGIN_INTERNET: internet, ORIGIN_SUPPORT: support, ...env }
    const ports: number[] = []
    for (let index = 0; index < count; index++) ports.push(await freePort())
    const environments = ports.map((own) => ({ PROXIES: '1', NODE_ENV: 'production', ...common, PORT: String(own) }))
    const servers = new PortalServers(port, environments)
    try {
      // One after the other: the first makes the demo's keys.
      for (let index = 0; index < count; index++) await servers.run(index)
      servers.#front = await Nginx.start({ port, servers: ports })
      return servers
    } catch (error) {
      await servers.stop()
      throw error
    }
  }

  get count(): number {
    return this.#environments.length
  }

  /** Their own, each without the proxy. */
  get ports(): readonly number[] {
    return this.#environments.map(({ PORT }) => Number(PORT))
  }

  /** Of the processes that run. */
  get pids(): readonly number[] {
    return this.#processes.flatMap(({ pid }) => pid ?? [])
  }

  /** Starts one that is not there, and resolves when it serves. */
  async run(index: number): Promise<void> {
    const server = spawn(process.execPath, ['dist/server/main.demo.js'], {
      stdio: ['ignore', process.env['E2E_DEBUG'] ? 'inherit' : 'ignore', 'inherit', 'ipc'],
      env: this.#environments[index],
    })
    this.#processes[index] = server
    await Promise.race([
      once(server, 'message'),
      once(server, 'exit').then(([code, signal]) => {
        throw new Error(`server ${index} ended with ${String(code ?? signal)}`)
      }),
    ])
  }

  /** Ends one, and resolves with its exit code; null for one that was killed. */
  async end(index: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const server = this.#processes[index]
    if (!server) return null
    if (server.exitCode === null && server.signalCode === null) {
      const exited = once(server, 'exit')
      server.kill(signal)
      await exited
    }
    return server.exitCode
  }

  async stop(): Promise<number> {
    await this.#front?.stop()
    const codes = await Promise.all(this.#processes.map((_, index) => this.end(index, 'SIGTERM')))
    return codes.find((code) => code !== 0) ?? 0
  }
}

const originsAt = (port: number) => ({
  vpn: `http://${localSites.vpn}:${port}`,
  internet: `http://${localSites.internet}:${port}`,
  support: `http://${localSites.support}:${port}`,
})
