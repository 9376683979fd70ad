import { type Scene, governmentScenes, ownScenes, vectorScenes } from './fuzz-scenes.ts'
import { type FuzzSubject, cardSubjects, sceneSubjects } from './fuzz-subjects.ts'
import { Random } from './random.ts'

/** Subjects of one kind, and how many of a hundred cases are about them. */
export interface FuzzGroup {
  readonly name: string
  readonly share: number
  readonly subjects: readonly FuzzSubject[]
}

/** What one case came to. */
export interface FuzzResult {
  readonly subject: FuzzSubject
  readonly outcome: 'accepted' | 'refused'
  /** What is wrong, if anything is. */
  readonly find: string | undefined
  readonly milliseconds: number
}

/** Larger ones are made to be costly, and for the bench `cases`: a million of them would take a day. */
const largest = 30_000

const isSmall = ({ octets }: Scene): boolean =>
  Object.values(octets)
    .flat()
    .reduce((sum, { length }) => sum + length, 0) <= largest

/** All there is on this machine: a group without subjects is one whose files are absent. */
export function fuzzGroups(): FuzzGroup[] {
  const own = ownScenes()
  const vectors = [...vectorScenes('limbo.json'), ...vectorScenes('pkits.json')].filter(isSmall)
  return [
    { name: 'made for this', share: 45, subjects: own.flatMap((scene) => sceneSubjects(scene)) },
    { name: 'sign-in', share: 25, subjects: own.flatMap(cardSubjects) },
    {
      name: 'published vectors',
      share: 27,
      subjects: vectors.flatMap((scene) => sceneSubjects(scene)),
    },
    { name: 'government', share: 3, subjects: governmentScenes().flatMap((scene) => sceneSubjects(scene)) },
  ]
}

/** One case of those that a seed stands for. */
export function mutationOf(groups: readonly FuzzGroup[], seed: number, index: number) {
  const random = new Random(seed, index)
  const subject = random.pick(pickGroup(groups, random).subjects)
  const isBlind = random.below(3) === 0
  return { subject, isBlind, mutated: subject.mutate(subject.octets, random) }
}

function pickGroup(groups: readonly FuzzGroup[], random: Random): FuzzGroup {
  const there = groups.filter(({ subjects }) => subjects.length > 0)
  let left = random.below(there.reduce((sum, { share }) => sum + share, 0))
  return there.find(({ share }) => (left -= share) < 0) ?? random.pick(there)
}

/** The time is CPU time, of this process and all that it has the machine do. */
export function runMutation({ subject, mutated, isBlind }: ReturnType<typeof mutationOf>): FuzzResult {
  const before = process.cpuUsage()
  let outcome: FuzzResult['outcome'] = 'accepted'
  let find: string | undefined
  try {
    find = subject.judge(mutated, isBlind)
  } catch (error) {
    outcome = 'refused'
    if (!subject.isRefusal(error)) find = error instanceof Error ? `${error.stack}` : String(error)
  }
  const { user, system } = process.cpuUsage(before)
  return { subject, outcome, find, milliseconds: (user + system) / 1000 }
}
