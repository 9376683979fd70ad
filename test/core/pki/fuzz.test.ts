import { describe, expect, it } from 'vitest'
import { missingSharedData } from '../../shared-data.ts'
import { type FuzzGroup, fuzzGroups, mutationOf, runMutation } from './fuzz.ts'
import { ownScenes } from './fuzz-scenes.ts'
import { sceneSubjects } from './fuzz-subjects.ts'
import { Random } from './random.ts'

/** Some of what `npm run bench -- mutations` does a million of. */
const seed = 1
const cases = 5_000

const groups = fuzzGroups()

/** The cases that went wrong, and how many came to what. */
function run(group: FuzzGroup, of = cases) {
  const counts = { accepted: 0, refused: 0 }
  const finds: string[] = []
  for (let index = 0; index < of; index++) {
    const { outcome, find, subject } = runMutation(mutationOf([group], seed, index))
    counts[outcome]++
    if (find !== undefined) finds.push(`${subject.name}, case ${index}: ${find}`)
  }
  return { finds, counts }
}

describe(`of ${cases} mutations each, none is accepted that should not be, and none ends in anything but a typed refusal:`, () => {
  // A second or two; a busy machine may take its time.
  it.for(groups)('$name', { timeout: 60_000 }, (group, { skip }) => {
    if (group.subjects.length === 0) missingSharedData(group.name === 'government' ? 'taiwan/certs' : 'x509', skip)
    const { finds, counts } = run(group)
    expect(finds).toEqual([])
    expect(counts.refused).toBeGreaterThan(counts.accepted)
  })
})

describe('the fuzzing itself', () => {
  it('knows an object that is not changed from one that is', { timeout: 60_000 }, () => {
    const subjects = groups.flatMap((group) => group.subjects)
    const found = subjects.map((subject) =>
      runMutation({ subject, mutated: Uint8Array.from(subject.octets), isBlind: false }),
    )
    expect(found.filter(({ find }) => find !== undefined)).toEqual([])
    expect(found.some(({ outcome }) => outcome === 'accepted')).toBe(true)
  })

  it('finds what a validator lets pass that checks no signature', { timeout: 60_000 }, () => {
    const subjects = ownScenes().flatMap((scene) => sceneSubjects(scene, () => true))
    const { finds } = run({ name: 'lax', share: 1, subjects }, 1_000)
    expect(finds.length).toBeGreaterThan(20)
  })

  it('makes a case again from seed and index alone, and others from others', () => {
    const of = (...args: [seed: number, index: number]) => mutationOf(groups, ...args)
    expect(of(7, 123)).toEqual(of(7, 123))
    expect(of(7, 123)).not.toEqual(of(7, 124))
    expect(of(7, 123)).not.toEqual(of(8, 123))
  })

  it('draws evenly', () => {
    const random = new Random(1)
    const counts = new Uint32Array(10)
    for (let i = 0; i < 10_000; i++) counts[random.below(10)]! += 1
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150)
  })
})
