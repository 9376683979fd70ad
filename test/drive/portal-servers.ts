import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { localSites } from '../../core/protocol/local-sites.ts'
import { freePort } from '../rigs/free-port.ts'
import { Nginx } from '../rigs/nginx.ts'

/** How long a supervisor waits before it starts one again. */
const restartMilliseconds = 300

export interface ServersToStart {
  readonly count: number
  /** In dist/server. */
  readonly program?: 'main.js' | 'main.demo.js'
  /** For each its own, beside what all have. */
  readonly own?: (index: number) => Record<string, string>
}

/** Several processes of a built server over one PostgreSQL, behind a real proxy. */
export class PortalServers {
  readonly origins: Readonly<Record<'vpn' | 'internet' | 'support', string>>
  readonly port: number
  readonly #processes: ChildProcess[] = []
  readonly #program: string
  readonly #environments: readonly NodeJS.ProcessEnv[]
  #front: Nginx | undefined
  #supervised = false

  private constructor(port: number, program: string, environments: readonly NodeJS.ProcessEnv[]) {
    this.port = port
    this.#program = program
    this.origins = originsAt(port)
    this.#environments = environments
  }

  /** `env` must name the database and the data directory, which all of them share. */
  static async start(
    { count, program = 'main.demo.js', own = () => ({}) }: ServersToStart,
    env: Record<string, string>,
  ): Promise<PortalServers> {
    const port = await freePort()
    const { vpn, internet, support } = originsAt(port)
    const common = { ...process.env, ORIGIN_VPN: vpn, ORIGIN_INTERNET: internet, ORIGIN_SUPPORT: support, ...env }
    const ports: number[] = []
    for (let index = 0; index < count; index++) ports.push(await freePort())
    const environments = ports.map((listening, index) => ({
      PROXIES: '1',
      NODE_ENV: 'production',
      ...common,
      ...own(index),
      PORT: String(listening),
    }))
    const servers = new PortalServers(port, program, environments)
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
    const server = spawn(process.execPath, [`dist/server/${this.#program}`], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: this.#environments[index],
    })
    this.#processes[index] = server
    const exited = once(server, 'exit')
    server.once('exit', () => setTimeout(() => this.#startAgain(index), restartMilliseconds))
    const serves = new Promise<void>((resolve) => {
      server.stdout?.on('data', (chunk: Buffer) => {
        if (process.env['E2E_DEBUG']) process.stdout.write(chunk)
        if (chunk.includes('"ready":true')) resolve()
      })
    })
    const fails = exited.then(([code, signal]) => {
      throw new Error(`server ${index} ended with ${String(code ?? signal)}`)
    })
    await Promise.race([serves, fails])
  }

  /** One that cannot start yet is gone again soon, and started again then. */
  #startAgain(index: number): void {
    if (this.#supervised) void this.run(index).catch(() => undefined)
  }

  /** From now on one that ends is started again, as systemd and compose do. */
  supervise(): void {
    this.#supervised = true
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

  /** Answers 0 when each ended in order. */
  async stop(): Promise<number> {
    this.#supervised = false
    await this.#front?.stop()
    const codes = await Promise.all(this.#processes.map((_, index) => this.end(index, 'SIGTERM')))
    return codes.every((code) => code === 0) ? 0 : 1
  }
}

const originsAt = (port: number) => ({
  vpn: `http://${localSites.vpn}:${port}`,
  internet: `http://${localSites.internet}:${port}`,
  support: `http://${localSites.support}:${port}`,
})
