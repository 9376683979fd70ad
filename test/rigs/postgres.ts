import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { freePort } from './free-port.ts'

const programs = '/usr/lib/postgresql'

/** Debian puts each version's programs into a folder of its own; the newest. */
const folder = (): string | undefined =>
  existsSync(programs)
    ? readdirSync(programs)
        .toSorted((a, b) => Number(b) - Number(a))
        .map((version) => join(programs, version, 'bin'))
        .find((bin) => existsSync(join(bin, 'initdb')))
    : undefined

/** Why no PostgreSQL can be started here; undefined where one can. */
export function whyNoPostgres(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux'
  return folder() === undefined ? 'needs postgresql' : undefined
}

/** For several servers with a pool each, and as many of them as tests start at once. */
const maximumConnections = 400

/** TEST_DATABASE=postgresql asks for the tests to run on one. */
export const startWantedPostgres = async (): Promise<Postgres | undefined> =>
  process.env['TEST_DATABASE'] === 'postgresql' ? await Postgres.start() : undefined

/** A PostgreSQL of its own on loopback, in a temporary folder, as it comes: durable, with its usual settings. */
export class Postgres {
  readonly #folder: string
  readonly #bin: string
  readonly #port: number
  readonly #environment: Readonly<Record<string, string>>
  readonly url: string

  private constructor(directory: string, bin: string, port: number, environment: Readonly<Record<string, string>>) {
    this.#folder = directory
    this.#bin = bin
    this.#port = port
    this.#environment = environment
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`
  }

  /** `environment` is for its processes. */
  static async start(environment: Readonly<Record<string, string>> = {}): Promise<Postgres> {
    const bin = folder()
    if (bin === undefined) throw new Error('no PostgreSQL is installed')
    const directory = mkdtempSync(join(tmpdir(), 'nhi-portal-postgres-'))
    const postgres = new Postgres(directory, bin, await freePort(), environment)
    try {
      // It refuses to run as root, for whom Debian has made it a user.
      if (isRoot) chownSync(directory, idOf('-u'), idOf('-g'))
      postgres.#run('initdb', '-D', postgres.#data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C')
      postgres.#serve()
      return postgres
    } catch (error) {
      rmSync(directory, { recursive: true, force: true })
      throw error
    }
  }

  /** The process that all others of it come from. */
  get pid(): number {
    return Number(readFileSync(join(this.#data, 'postmaster.pid'), 'utf8').split('\n')[0])
  }

  stop(): void {
    if (this.isRunning) this.#run('pg_ctl', '-D', this.#data, '-m', 'fast', '-w', 'stop')
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Ends it as a lost machine does: nothing is written any more. Resolves when all its processes are gone. */
  async crash(): Promise<void> {
    const first = String(this.pid)
    // Those that serve connections end by themselves once the first is gone, after a moment in which they might still write.
    const all = spawnSync('pgrep', ['-P', first], { encoding: 'utf8' }).stdout.trim().split('\n')
    const pids = [first, ...all].map(Number).filter((pid) => pid > 0)
    for (const pid of pids) endProcess(pid, 'SIGKILL')
    while (pids.some((pid) => endProcess(pid, 0))) await wait(10)
  }

  get isRunning(): boolean {
    return existsSync(join(this.#data, 'postmaster.pid')) && endProcess(this.pid, 0)
  }

  /** After a crash: recovers what was committed, and takes connections again. */
  recover(): void {
    this.#serve()
  }

  #serve(): void {
    const options = `-p ${this.#port} -k ${this.#folder} -c listen_addresses=127.0.0.1 -c max_connections=${maximumConnections}`
    this.#run('pg_ctl', '-D', this.#data, '-t', '120', '-o', options, '-l', join(this.#folder, 'log'), '-w', 'start')
  }

  get #data(): string {
    return join(this.#folder, 'data')
  }

  #run(program: string, ...args: readonly string[]): void {
    const path = join(this.#bin, program)
    const [command, ...all] = isRoot ? ['runuser', '-u', 'postgres', '--', path, ...args] : [path, ...args]
    // What it starts keeps the outputs open: nothing may wait for their end.
    const { status } = spawnSync(command ?? path, all, {
      cwd: this.#folder,
      stdio: 'ignore',
      env: { ...process.env, ...this.#environment },
    })
    if (status !== 0) throw new Error(`${program} ended with ${String(status)}`)
  }
}

const isRoot = process.getuid?.() === 0

const idOf = (kind: '-u' | '-g'): number =>
  Number(spawnSync('id', [kind, 'postgres'], { encoding: 'utf8' }).stdout.trim())

/** Whether there was such a process to signal. */
function endProcess(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch {
    return false
  }
}

/** Makes a database on the server of `url`, and answers its address. `template` must have no connection. */
export async function createDatabase(url: string, name: string, template = 'template1'): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`create database ${name} template ${template}`)
  } finally {
    await client.end()
  }
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}
