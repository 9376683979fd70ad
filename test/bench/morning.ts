import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { type CardType, cardTypes } from '../../core/cards/card-types.ts'
import { inventCountry } from '../../demo/country.ts'
import type { DemoPki } from '../../demo/pki/demo-pki.ts'
import { openDatabase } from '../../server/db/open-database.ts'
import { PortalServers } from '../drive/portal-servers.ts'
import { whyNoNginx } from '../rigs/nginx.ts'
import { createDatabase, Postgres, whyNoPostgres } from '../rigs/postgres.ts'
import { buildQuietly } from './build-quietly.ts'
import type { BareReport, BareTask } from './morning/bare-client.ts'
import { cpuSeconds } from './morning/cpu-seconds.ts'
import type { GeneratorReport, GeneratorTask } from './morning/generator.ts'
import { makeCards } from './morning/people.ts'
import { recordSignIns } from './morning/record-sign-ins.ts'
import { type Bench, type BenchResult, noneOf, notMeasured, quantile } from './result.ts'
import { buildProgram } from './run-built.ts'
import { seedCountry } from './seed-country.ts'

const sizes = {
  large: { institutions: 30_000, people: 400_000 },
  small: { institutions: 300, people: 4_000 },
} as const
type Size = keyof typeof sizes

const serverCount = 2
const cardCount = 2_000
/** Of other people, whose sign-ins the bare client replays: so often that theirs would be too many. */
const recorded = 100
const atOnce = 24
const rounds = 5
const seconds = 8
const pacedSeconds = 20
const limits = { ratio: 0.4, share: 0.8, p99: 150, growth: 1.2 } as const
/** 30,000 institutions in 30 minutes. */
const wantedPerSecond = 30_000 / 1800

/**
 * The morning of a country: people sign in by challenge, signed assertion, session and audit, at two servers over one
 * PostgreSQL, as a generator in another process asks them to. Beside it a client that does nothing but ask the database for
 * the same as the servers did.
 */
export const morning: Bench = {
  name: 'morning',
  async run() {
    const missing = whyNoPostgres() ?? whyNoNginx()
    if (missing !== undefined) return [notMeasured('morning', `>= ${limits.ratio} of a bare client`, missing)]
    buildQuietly()
    const postgres = await Postgres.start()
    const folder = mkdtempSync(join(tmpdir(), 'bench-morning-'))
    try {
      const programs = {
        generator: await buildProgram('morning/generator.ts'),
        bare: await buildProgram('morning/bare-client.ts'),
      }
      return await measure(postgres, folder, programs)
    } finally {
      postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

interface Programs {
  readonly generator: string
  readonly bare: string
}

/** One run of the generator, and what each of its sign-ins cost beside it. */
interface Load extends GeneratorReport {
  /** Milliseconds of CPU. */
  readonly servers: number
  readonly database: number
  /** How often PostgreSQL waited until its log was on the disk. */
  readonly syncs: number
}

async function measure(postgres: Postgres, folder: string, programs: Programs): Promise<BenchResult[]> {
  const stages = [
    await openStage('large', postgres, folder, programs),
    await openStage('small', postgres, folder, programs),
  ] as const
  try {
    const [large] = stages
    const bare: BareReport[] = []
    const loads: Record<Size, Load[]> = { large: [], small: [] }
    // Servers that were up before the morning came: the compiler has seen all of a sign-in.
    for (const stage of stages) await stage.load({ atOnce }, seconds)
    for (let round = 0; round < rounds; round++) {
      // In turn, so that whatever else the machine does weighs on all.
      bare.push(await large.bare())
      for (const stage of stages) loads[stage.size].push(await stage.load({ atOnce }, seconds))
    }
    const rate = quantile(loads.large.map(rateOf), 0.5)
    return results(bare, loads, await large.load({ perSecond: limits.share * rate }, pacedSeconds))
  } finally {
    for (const stage of stages) await stage.close()
  }
}

/** Servers that the demo has filled, and then a country. */
async function openStage(size: Size, postgres: Postgres, folder: string, programs: Programs) {
  const directory = mkdtempSync(join(folder, 'data-'))
  const url = await createDatabase(postgres.url, `morning_${size}`)
  const servers = await PortalServers.start(
    { count: serverCount },
    {
      DATABASE_URL: url,
      DATA_DIRECTORY: directory,
      LOG_LEVEL: 'error',
    },
  )
  const { cards, asked } = await fill(size, url, directory).catch(async (error: unknown) => {
    await servers.stop()
    throw error
  })
  const run = async (program: string, task: object): Promise<unknown> => {
    const file = join(folder, 'task.json')
    writeFileSync(file, JSON.stringify(task))
    const { stdout } = await promisify(execFile)(process.execPath, [program, file], { maxBuffer: 1 << 28 })
    return JSON.parse(stdout)
  }
  const costs = async () => ({
    servers: cpuSeconds(servers.pids),
    database: cpuSeconds([postgres.pid]),
    syncs: await countSyncs(url),
  })
  return {
    size,
    async load(load: GeneratorTask['load'], duration: number): Promise<Load> {
      const { ports, origins } = servers
      const task: GeneratorTask = { ports, origin: origins.vpn, cards, seconds: duration, load }
      const before = await costs()
      const report = (await run(programs.generator, task)) as GeneratorReport
      const after = await costs()
      const each = (kind: keyof typeof before) => (after[kind] - before[kind]) / report.all
      return {
        ...report,
        servers: 1000 * each('servers'),
        database: 1000 * each('database'),
        syncs: each('syncs'),
      }
    },
    async bare(): Promise<BareReport> {
      return (await run(programs.bare, { url, ...asked, seconds, atOnce } satisfies BareTask)) as BareReport
    },
    close: () => servers.stop(),
  }
}

async function fill(size: Size, url: string, directory: string) {
  const pki = JSON.parse(readFileSync(join(directory, 'demo-pki.json'), 'utf8')) as DemoPki
  const country = inventCountry(sizes[size])
  const now = new Date()
  const database = await openDatabase({ url })
  await seedCountry(database, country, { at: now, keyIds: (cardType) => keyIdOf(pki, cardType) })
  await database.close()
  const all = await makeCards({ pki, country, now }, recorded + cardCount)
  return { cards: all.slice(recorded), asked: await recordSignIns(url, pki, all.slice(0, recorded)) }
}

async function countSyncs(url: string): Promise<number> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ syncs: string }>('select wal_sync as syncs from pg_stat_wal')
    return Number(rows[0]?.syncs)
  } finally {
    await client.end()
  }
}

const rateOf = ({ signIns, seconds }: Pick<BareReport, 'signIns' | 'seconds'>): number => signIns / seconds

function results(bare: readonly BareReport[], loads: Readonly<Record<Size, readonly Load[]>>, paced: Load) {
  const rates = { bare: bare.map(rateOf), large: loads.large.map(rateOf), small: loads.small.map(rateOf) }
  const median = (samples: readonly number[]) => quantile(samples, 0.5)
  const people = `${sizes.large.people.toLocaleString('en')} people`
  const failed = [...loads.large, ...loads.small, paced].flatMap(({ failures }) => failures)
  for (const failure of failed) console.error(failure)
  const ratio = median(rates.large) / median(rates.bare)
  const growth = median(rates.small) / median(rates.large)
  const row = { unit: '1/s', n: rounds, p95: quantile(rates.large, 0.05), median: median(rates.large) }
  const cost = (what: string, of: (load: Load) => number, unit = 'ms'): BenchResult => {
    const [large, small] = [loads.large.map(of), loads.small.map(of)]
    return {
      name: `morning: ${what} of a sign-in, ${people}`,
      value: median(large),
      unit,
      n: rounds,
      median: median(large),
      p95: quantile(large, 0.95),
      reference: `${sizes.small.people.toLocaleString('en')} people`,
      referenceValue: median(small),
      ratio: median(large) / median(small),
      target: 'none',
      met: true,
    }
  }
  return [
    {
      ...row,
      name: `morning: sign-ins a second, ${people}, ${serverCount} servers`,
      value: median(rates.large),
      reference: 'a bare client that asks the database for the same',
      referenceValue: median(rates.bare),
      ratio,
      target: `>= ${limits.ratio} x`,
      met: ratio >= limits.ratio,
    },
    {
      ...row,
      name: `morning: sign-ins a second, ${people}, ${serverCount} servers, beside 30,000 institutions in 30 minutes`,
      value: median(rates.large),
      reference: 'what the country needs',
      referenceValue: wantedPerSecond,
      ratio: median(rates.large) / wantedPerSecond,
      target: '>= 1 x',
      met: median(rates.large) >= wantedPerSecond,
    },
    noneOf({
      name: 'morning: sign-ins that failed',
      found: failed.length,
      n: [...loads.large, ...loads.small, paced].reduce((sum, { all }) => sum + all, 0),
      reference: 'sign-ins',
      referenceValue: [...loads.large, ...loads.small, paced].reduce((sum, { all }) => sum + all, 0),
    }),
    {
      name: `morning: time of a sign-in at ${limits.share * 100} % of that rate, 99 of 100`,
      value: quantile(paced.milliseconds, 0.99),
      unit: 'ms',
      n: paced.milliseconds.length,
      median: median(paced.milliseconds),
      p95: quantile(paced.milliseconds, 0.95),
      reference: 'its median',
      referenceValue: median(paced.milliseconds),
      ratio: quantile(paced.milliseconds, 0.99) / median(paced.milliseconds),
      target: `p99 <= ${limits.p99} ms`,
      met: quantile(paced.milliseconds, 0.99) <= limits.p99,
    },
    {
      ...row,
      name: `morning: cost of a sign-in, from ${sizes.small.people.toLocaleString('en')} to ${people}`,
      value: growth,
      unit: 'x',
      reference: 'sign-ins a second with the fewer people',
      referenceValue: median(rates.small),
      ratio: growth,
      target: `<= ${limits.growth} x`,
      met: growth <= limits.growth,
    },
    cost('CPU of the servers', ({ servers }) => servers),
    cost('CPU of PostgreSQL', ({ database }) => database),
    cost('CPU of the generator', ({ cpuSeconds: cpu, all }) => (1000 * cpu) / all),
    cost(
      'CPU of the generator’s own signatures, within it,',
      ({ signingSeconds, all }) => (1000 * signingSeconds) / all,
    ),
    cost('waits for the disk', ({ syncs }) => syncs, 'syncs'),
  ]
}

const keyIdOf = ({ authorities }: DemoPki, cardType: CardType): string => {
  const { issuer } = cardTypes[cardType]
  if (issuer === undefined) throw new Error(`${cardType} has no issuer`)
  return authorities[issuer].keyId
}
