import { apdu } from './apdu.ts'
import { cases } from './cases.ts'
import { check } from './check.ts'
import { claims } from './claims.ts'
import { login } from './login.ts'
import { morning } from './morning.ts'
import { mutations } from './mutations.ts'
import type { Bench, BenchResult } from './result.ts'
import { pages } from './pages.ts'
import { search } from './search.ts'
import { signInServer } from './signin-server.ts'
import { validate } from './validate.ts'

const benches: readonly Bench[] = [
  apdu,
  check,
  login,
  signInServer,
  validate,
  cases,
  mutations,
  search,
  pages,
  claims,
  morning,
]

const digits = (value: number) => (Number.isFinite(value) ? value.toPrecision(3) : '–')

function print(result: BenchResult): void {
  const { name, value, unit, n, median, p95, reference, referenceValue, ratio, target, met } = result
  console.log(
    `${met ? 'met   ' : 'MISSED'} ${name}: ${digits(value)} ${unit} (median ${digits(median)}, p95 ${digits(p95)}, n ${n}); ` +
      `${reference} ${digits(referenceValue)} ${unit}, ratio ${digits(ratio)}; target ${target}`,
  )
}

/** `npm run bench -- [--json] [name…]`: exit code 1 when a target is missed. */
export async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((arg) => !arg.startsWith('--'))
  const options = args.filter((arg) => arg.startsWith('--'))
  const unknown = names.filter((name) => !benches.some((bench) => bench.name === name))
  if (unknown.length > 0) {
    console.error(`no such bench: ${unknown.join(', ')}. There are: ${benches.map((bench) => bench.name).join(', ')}`)
    return 2
  }
  const results: BenchResult[] = []
  for (const bench of benches)
    if (names.length === 0 || names.includes(bench.name)) results.push(...(await bench.run(options)))
  if (args.includes('--json')) console.log(JSON.stringify(results, undefined, 2))
  else results.forEach(print)
  return results.every((result) => result.met) ? 0 : 1
}
