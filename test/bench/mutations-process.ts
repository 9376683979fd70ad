import { fuzzGroups, mutationOf, runMutation } from '../core/pki/fuzz.ts'
import type { MutationReport } from './mutations.ts'

/** The parent hears so often that the cases go on. */
const batch = 200
/** Every so many cases the CPU time is noted, for the median. */
const sampled = 50
/** What took longest the first time is measured again: mostly it was the compiler or the garbage. */
const candidates = 100
const tries = 10
/** A few tell what is wrong. */
const findLimit = 20

/** Cases `first` to `first` + `count` - 1 of a seed, in a process of its own. */
export function main(args: readonly string[]): number {
  const [seed = 0, first = 0, count = 0] = args.map(Number)
  const groups = fuzzGroups()
  const counts = { accepted: 0, refused: 0 }
  const finds: MutationReport['finds'][number][] = []
  const samples: number[] = []
  let slow: { index: number; milliseconds: number }[] = []
  let findCount = 0

  for (let index = first; index < first + count; index++) {
    if ((index - first) % batch === 0) tell({ next: index })
    const { isBlind, subject, mutated } = mutationOf(groups, seed, index)
    const { outcome, find, milliseconds } = runMutation({ isBlind, subject, mutated })
    counts[outcome]++
    if (index % sampled === 0) samples.push(milliseconds)
    if (milliseconds > (slow[candidates - 1]?.milliseconds ?? 0)) {
      slow = [...slow, { index, milliseconds }].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, candidates)
    }
    if (find === undefined) continue
    findCount++
    if (finds.length < findLimit) {
      finds.push({ index, subject: subject.name, why: find, octets: Buffer.from(mutated).toString('base64') })
    }
  }
  const slowest = slow
    .map(({ index }) => {
      const mutation = mutationOf(groups, seed, index)
      const milliseconds = Math.min(...Array.from({ length: tries }, () => runMutation(mutation).milliseconds))
      return { index, subject: mutation.subject.name, milliseconds }
    })
    .reduce((a, b) => (b.milliseconds > a.milliseconds ? b : a), { index: first, subject: '', milliseconds: 0 })
  const groupNames = groups.map(({ name, subjects }) => `${name} ${subjects.length}`)
  tell({ report: { counts, findCount, finds, samples, slowest, groups: groupNames } })
  return 0
}

export type MutationMessage = { readonly next: number } | { readonly report: MutationReport }

function tell(message: MutationMessage): void {
  if (!process.send) throw new Error('this is a process of the bench "mutations"')
  process.send(message)
}
