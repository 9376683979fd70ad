import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { buildQuietly } from '../bench/build-quietly.ts'
import { quantile } from '../bench/result.ts'
import { whyNoNginx } from '../rigs/nginx.ts'
import { whyNoPostgres } from '../rigs/postgres.ts'
import { whyNoCompiler } from '../rigs/shared-library.ts'
import { type Fault, faults, kills } from './faults.ts'
import { Ledger } from './ledger.ts'
import { keepSigningIn, signInOnce } from './load.ts'
import { type ChaosStage, fakeTimeLibrary, setChaosStage } from './stage.ts'

const recoverySeconds = 60
/** Between faults, so that something is under way when the next comes: at most so long. */
const quietMilliseconds = 1_500

const usage = 'npm run chaos -- [--kills=<number>] [--only-kills]'

/**
 * `npm run chaos`: people sign in while servers and database are killed at random, and while their surroundings fail. After
 * each fault the service must come back by itself, have all that it told anybody, and have let nobody in twice by one
 * signature. The exit code tells.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { kills: { type: 'string', default: '100' }, 'only-kills': { type: 'boolean', default: false } },
  })
  const count = Number(values.kills)
  if (!Number.isInteger(count) || count < 0) {
    console.error(usage)
    return 2
  }
  const missing =
    whyNoPostgres() ??
    whyNoNginx() ??
    whyNoCompiler() ??
    (existsSync(fakeTimeLibrary) ? undefined : 'needs libfaketime')
  if (missing !== undefined) {
    console.error(`no chaos here: ${missing}`)
    return 2
  }
  buildQuietly()
  const stage = await setChaosStage()
  const ledger = new Ledger()
  const enough = new AbortController()
  const load = keepSigningIn(portalOf(stage), stage.cards, ledger, enough.signal)
  try {
    const run = new Run(stage, ledger)
    await run.many(`${count} kills of servers and database at random`, count, kills)
    if (!values['only-kills']) for (const [name, fault] of Object.entries(faults)) await run.many(name, 1, [fault])
    const { signIns, signOuts, unknown } = ledger
    console.log(
      `${signIns} sign-ins and ${signOuts} sign-outs were acknowledged; of ${unknown} sign-ins the answer was lost`,
    )
    return run.isGood ? 0 : 1
  } finally {
    enough.abort()
    await load
    await stage.end()
  }
}

const portalOf = ({ servers }: ChaosStage) => ({ port: servers.port, origin: servers.origins.vpn })

class Run {
  readonly #stage: ChaosStage
  readonly #ledger: Ledger
  isGood = true

  constructor(stage: ChaosStage, ledger: Ledger) {
    this.#stage = stage
    this.#ledger = ledger
  }

  /** `count` times one of the faults, each followed by the service's return, and all by a look at what was acknowledged. */
  async many(name: string, count: number, choices: readonly Fault[]): Promise<void> {
    const begun = performance.now()
    const recoveries: number[] = []
    for (let turn = 0; turn < count; turn++) {
      await wait(Math.random() * quietMilliseconds)
      await choices[Math.floor(Math.random() * choices.length)]?.(this.#stage)
      const seconds = await this.#untilBack()
      if (seconds === undefined) return this.#tell(name, `not back after ${recoverySeconds} s`)
      recoveries.push(seconds)
    }
    const lost = await this.#ledger.findLost(this.#stage.url)
    const { twice } = this.#ledger
    for (const what of lost.slice(0, 10)) console.error(`  lost: ${what}`)
    for (const jti of twice.slice(0, 10)) console.error(`  accepted twice: ${jti}`)
    if (lost.length + twice.length > 0) return this.#tell(name, `${lost.length} lost, ${twice.length} accepted twice`)
    const [median, most] = [quantile(recoveries, 0.5), quantile(recoveries, 1)].map((value) => value.toFixed(1))
    const took = ((performance.now() - begun) / 1000).toFixed(0)
    console.log(
      `good    ${name}: nothing lost, nothing twice; back after ${median} s (most ${most} s); ${this.#ledger.signIns} sign-ins so far, ${took} s`,
    )
  }

  /** Seconds until somebody could sign in; undefined for never. */
  async #untilBack(): Promise<number | undefined> {
    const begun = performance.now()
    const seconds = () => (performance.now() - begun) / 1000
    while (seconds() < recoverySeconds) {
      const card = this.#stage.cards[Math.floor(Math.random() * this.#stage.cards.length)]
      if (card && (await signInOnce(portalOf(this.#stage), card, this.#ledger).catch(() => false))) return seconds()
      await wait(100)
    }
    return undefined
  }

  #tell(name: string, words: string): void {
    this.isGood = false
    console.log(`FAILED  ${name}: ${words}`)
  }
}
