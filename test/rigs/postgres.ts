import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'

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

/** A PostgreSQL of its own on loopback, in a temporary folder, as it comes: durable, with its usual settings. */
export class Postgres {
  readonly #folder: string
  readonly #bin: string
  readonly url: string

  private constructor(directory: string, bin: string, port: number) {
    this.#folder = directory
    this.#bin = bin
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`
  }

  static async start(): Promise<Postgres> {
    const bin = folder()
    if (bin === undefined) throw new Error('no PostgreSQL is installed')
    const directory = mkdtempSync(join(tmpdir(), 'nhi-portal-postgres-'))
    const port = await freePort()
    const postgres = new Postgres(directory, bin, port)
    try {
      // It refuses to run as root, for whom Debian has made it a user.
      if (isRoot) chownSync(directory, idOf('-u'), idOf('-g'))
      postgres.#run('initdb', '-D', postgres.#data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C')
      const options = `-p ${port} -k ${directory} -c listen_addresses=127.0.0.1`
      postgres.#run('pg_ctl', '-D', postgres.#data, '-o', options, '-l', join(directory, 'log'), '-w', 'start')
      return postgres
    } catch (error) {
      rmSync(directory, { recursive: true, force: true })
      throw error
    }
  }

  stop(): void {
    this.#run('pg_ctl', '-D', this.#data, '-m', 'fast', '-w', 'stop')
    rmSync(this.#folder, { recursive: true, force: true })
  }

  get #data(): string {
    return join(this.#folder, 'data')
  }

  #run(program: string, ...args: readonly string[]): void {
    const path = join(this.#bin, program)
    const [command, ...all] = isRoot ? ['runuser', '-u', 'postgres', '--', path, ...args] : [path, ...args]
    // What it starts keeps the outputs open: nothing may wait for their end.
    const { status } = spawnSync(command ?? path, all, { cwd: this.#folder, stdio: 'ignore' })
    if (status !== 0) throw new Error(`${program} ended with ${String(status)}`)
  }
}

const isRoot = process.getuid?.() === 0

const idOf = (kind: '-u' | '-g'): number =>
  Number(spawnSync('id', [kind, 'postgres'], { encoding: 'utf8' }).stdout.trim())

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
