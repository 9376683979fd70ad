import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { MutationMessage } from './mutations-process.ts'
import { type Bench, noneOf, quantile, slowestMilliseconds } from './result.ts'

/** What a process found in its share. */
export interface MutationReport {
  readonly counts: { readonly accepted: number; readonly refused: number }
  readonly findCount: number
  readonly finds: readonly {
    readonly index: number
    readonly subject: string
    readonly why: string
    /** Base64. */
    readonly octets: string
  }[]
  /** CPU milliseconds of some of the cases. */
  readonly samples: readonly number[]
  /** The least of several runs, of the case for which that is most. */
  readonly slowest: { readonly index: number; readonly subject: string; readonly milliseconds: number }
  /** Kinds of subjects with how many there were. */
  readonly groups: readonly string[]
}

/** A process that is silent for so long hangs: it is to be heard every few hundred cases. */
const patience = 60_000
const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Mutations of every signed object, a million by default: `--seed=` (default 1), `--cases=`, `--first=`. Each find is told with
 * its index, by which it is made again: `npm run bench -- mutations --seed=1 --first=<index> --cases=1`.
 */
export const mutations: Bench = {
  name: 'mutations',
  async run(options) {
    const seed = numberOption(options, 'seed', 1)
    const cases = numberOption(options, 'cases', 1_000_000)
    const first = numberOption(options, 'first', 0)
    const started = performance.now()
    const processes = Math.min(cases, availableParallelism())
    const reports = await Promise.all(
      Array.from({ length: processes }, (_, part) => {
        const from = Math.floor((cases * part) / processes)
        return runShare(seed, first + from, Math.floor((cases * (part + 1)) / processes) - from)
      }),
    )
    const seconds = Math.round((performance.now() - started) / 1000)
    for (const { finds } of reports) for (const find of finds) console.error(JSON.stringify(find, undefined, 2))
    const sum = (of: (report: MutationReport) => number) => reports.reduce((total, report) => total + of(report), 0)
    const slowest = reports.map((report) => report.slowest).reduce((a, b) => (b.milliseconds > a.milliseconds ? b : a))
    const samples = reports.flatMap((report) => report.samples)
    const refused = sum(({ counts }) => counts.refused)
    const groups = reports[0]?.groups.join(', ')
    return [
      noneOf({
        name: `mutations (seed ${seed}, cases ${first} to ${first + cases - 1}; ${seconds} s; subjects: ${groups})`,
        found: sum(({ findCount }) => findCount),
        n: cases,
        reference: 'refused',
        referenceValue: refused,
      }),
      slowestMilliseconds({
        name: `mutations, slowest: case ${slowest.index}, ${slowest.subject}`,
        samples: [...samples, slowest.milliseconds],
        n: cases,
        reference: 'the median case',
        referenceValue: quantile(samples, 0.5),
        limit: 100,
      }),
    ]
  },
}

function numberOption(options: readonly string[], name: string, otherwise: number): number {
  const text = options.find((option) => option.startsWith(`--${name}=`))?.slice(name.length + 3)
  const number = text === undefined ? otherwise : Number(text)
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name}: not a whole number`)
  return number
}

/** Always resolves: a process that ends or is silent before its report is a find. */
function runShare(seed: number, first: number, count: number): Promise<MutationReport> {
  const child = fork('test/run-ts.mjs', ['test/bench/mutations-process.ts', ...[seed, first, count].map(String)], {
    cwd: root,
    stdio: ['ignore', process.stderr, 'inherit', 'ipc'],
  })
  return new Promise((resolve) => {
    let next = first
    const broken = (why: string): MutationReport => ({
      counts: { accepted: 0, refused: 0 },
      findCount: 1,
      finds: [{ index: next, subject: 'one of the cases from here on', why, octets: '' }],
      samples: [],
      slowest: { index: next, subject: why, milliseconds: 0 },
      groups: [],
    })
    const hangs = setTimeout(() => {
      child.kill('SIGKILL')
      resolve(broken(`no answer within ${patience / 1000} s`))
    }, patience)
    child.on('message', (message: MutationMessage) => {
      hangs.refresh()
      if ('next' in message) next = message.next
      else resolve(message.report)
    })
    child.on('exit', (code, signal) => {
      clearTimeout(hangs)
      resolve(broken(`the process ended: ${signal ?? code}`))
    })
  })
}
