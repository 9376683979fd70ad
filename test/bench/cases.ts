import type { CostlyInput } from '../core/pki/costly-inputs.ts'
import { costlyLists } from '../core/pki/costly-lists.ts'
import { costlyNames } from '../core/pki/costly-names.ts'
import { costlyPaths } from '../core/pki/costly-paths.ts'
import { costlyTokens } from '../core/pki/costly-tokens.ts'
import { ownScenes, vectorScenes } from '../core/pki/fuzz-scenes.ts'
import { validateScene } from '../core/pki/fuzz-subjects.ts'
import { type Bench, type BenchResult, quantile, slowestMilliseconds } from './result.ts'

interface Case {
  readonly name: string
  /** From the octets on, with nothing remembered. Throws nothing but a bug. */
  readonly run: () => unknown
}

const runs = 3

/** What no input may cost, in CPU milliseconds. */
const limit = 100

/** The CPU time of every published case, and of what was made to be costly: each the least of three runs. */
export const cases: Bench = {
  name: 'cases',
  run() {
    const suites: readonly (readonly [name: string, cases: readonly Case[]])[] = [
      ['limbo', vectorScenes('limbo.json').map(toCase)],
      ['PKITS', vectorScenes('pkits.json').map(toCase)],
      ['cards, lists and OCSP answers', ownScenes().map(toCase)],
      ['costly paths', costlyPaths.map(prepared)],
      ['costly names', costlyNames.map(prepared)],
      ['costly lists and OCSP answers', costlyLists.map(prepared)],
      ['costly assertions', costlyTokens.map(prepared)],
    ]
    return Promise.resolve(suites.filter(([, all]) => all.length > 0).map(([name, all]) => slowestOf(name, all)))
  },
}

const toCase = (scene: ReturnType<typeof ownScenes>[number]): Case => ({
  name: scene.name,
  run: () => validateScene(scene),
})
const prepared = ({ name, make }: CostlyInput): Case => ({ name, run: make() })

function slowestOf(suite: string, all: readonly Case[]): BenchResult {
  for (const { run } of all) run() // the compiler's share
  const times = all.map(({ name, run }) => ({
    name,
    time: Math.min(...Array.from({ length: runs }, () => cpuTime(run))),
  }))
  const slowest = times.reduce((a, b) => (b.time > a.time ? b : a))
  const samples = times.map(({ time }) => time)
  return slowestMilliseconds({
    name: `cases: ${suite}, slowest: ${slowest.name}`,
    samples,
    reference: 'the median case',
    referenceValue: quantile(samples, 0.5),
    limit,
  })
}

function cpuTime(run: () => unknown): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
