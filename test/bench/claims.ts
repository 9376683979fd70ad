import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { claimsKindCodes } from '../../core/claims/care-types.ts'
import type { ClaimsMessage } from './claims-process.ts'
import { type Bench, type BenchResult, noneOf, notMeasured, quantile, slowestMilliseconds } from './result.ts'

const megabytes = 20
const rounds = 9
/** Over 200 MB. */
const largeCases = 152_000
const mutationCases = 10_000
const limits = { parse: 60, check: 25, growth: 150 } as const

/**
 * Of saxes 6.0.0, sax 1.6.1, htmlparser2 12.0.0 and easysax 0.4.0, the one that read these documents fastest (23, 8, 28 and
 * 70 MB a second). It wants the whole document as one text, and is given that; ours is given bytes in pieces of 64 KB.
 */
const reference = 'easysax 0.4.0, of a text decoded before'

/**
 * Claims documents, each figure in a process of its own: megabytes of XML in a second of CPU read, and checked by all rules;
 * memory from 1 MB to 200 MB; and mutated documents.
 */
export const claims: Bench = {
  name: 'claims',
  async run() {
    const results: BenchResult[] = []
    for (const kind of claimsKindCodes) {
      const told = await runProcess('speed', kind, megabytes, rounds)
      if (!('speed' in told)) {
        results.push(notMeasured(`claims: speed, ${kind}`, `>= ${limits.check} MB/s`, whyNot(told)))
        continue
      }
      const { parse, check, reference } = told.speed
      results.push(
        atLeast(`claims: read, ${kind}`, parse, reference, limits.parse),
        atLeast(`claims: all rules, ${kind}`, check, reference, limits.check),
      )
    }
    const large = await runProcess('memory', largeCases)
    if (!('memory' in large)) results.push(notMeasured('claims: memory', `<= ${limits.growth} MB`, whyNot(large)))
    else results.push(growth(`claims: memory from 1 MB to ${Math.round(large.memory.bytes / 1e6)} MB`, large.memory))
    const mutated = await runProcess('mutations', 1, mutationCases)
    if (!('mutations' in mutated)) results.push(notMeasured('claims: mutations', 'none', whyNot(mutated)))
    else {
      const { finds, samples, ...memory } = mutated.mutations
      for (const find of finds) console.error(JSON.stringify(find))
      const median = quantile(samples, 0.5)
      results.push(
        noneOf({
          name: `claims: ${mutationCases} mutated documents, crashes and differences`,
          found: finds.length,
          n: mutationCases,
          reference: 'mutations',
          referenceValue: mutationCases,
        }),
        slowestMilliseconds({
          name: 'claims: mutated documents, slowest',
          samples,
          reference: 'the median document',
          referenceValue: median,
          limit: 1_000,
        }),
        growth('claims: memory over the mutated documents', memory),
      )
    }
    return results
  },
}

function atLeast(
  name: string,
  samples: readonly number[],
  referenceSamples: readonly number[],
  limit: number,
): BenchResult {
  const median = quantile(samples, 0.5)
  const referenceValue = quantile(referenceSamples, 0.5)
  return {
    name,
    value: median,
    unit: 'MB/s',
    n: samples.length,
    median,
    // Of a speed, the slow end.
    p95: quantile(samples, 0.05),
    reference,
    referenceValue,
    ratio: median / referenceValue,
    target: `median >= ${limit} MB/s`,
    met: median >= limit,
  }
}

function growth(name: string, { before, most }: { readonly before: number; readonly most: number }): BenchResult {
  const value = (most - before) / 1e6
  return {
    name,
    value,
    unit: 'MB',
    n: 1,
    median: value,
    p95: value,
    reference: 'RSS before',
    referenceValue: before / 1e6,
    ratio: most / before,
    target: `growth <= ${limits.growth} MB`,
    met: value <= limits.growth,
  }
}

type Told = ClaimsMessage | { readonly failed: string }

const whyNot = (told: Told): string => ('failed' in told ? told.failed : 'another answer')

/** A process that is silent for so long hangs. */
const patience = 180_000
const root = fileURLToPath(new URL('../..', import.meta.url))

/** What the process tells at its end, or why there is nothing. */
function runProcess(...args: readonly (string | number)[]): Promise<Told> {
  const child = fork('test/run-ts.mjs', ['test/bench/claims-process.ts', ...args.map(String)], {
    cwd: root,
    stdio: ['ignore', process.stderr, 'inherit', 'ipc'],
  })
  return new Promise((resolve) => {
    const hangs = setTimeout(() => {
      child.kill('SIGKILL')
      resolve({ failed: `no answer within ${patience / 1000} s` })
    }, patience)
    child.on('message', (message: ClaimsMessage) => {
      hangs.refresh()
      if (!('heard' in message)) resolve(message)
    })
    child.on('exit', (code, signal) => {
      clearTimeout(hangs)
      resolve({ failed: `the process ended: ${signal ?? code}` })
    })
  })
}
