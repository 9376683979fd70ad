import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { findSharedData, missingSharedData, namedFolder } from '../../shared-data.ts'

/** A folder whose files are read in place of the published ones, which README.md tells of. */
const named = namedFolder('X509_VECTORS')

function vectorsPath(file: string): string | undefined {
  const path = named === undefined ? undefined : join(named, file)
  return path !== undefined && existsSync(path) ? path : findSharedData(`x509/${file}`)
}

/** What every case of every file has. `core` is where every good validator agrees. */
export const vectorCase = z.object({
  id: z.string(),
  group: z.string(),
  tier: z.enum(['core', 'profile', 'limits', 'choice', 'optional', 'name']),
  expect: z.enum(['accept', 'reject']),
  features: z.array(z.string()),
})
export type VectorCase = z.infer<typeof vectorCase>

/** A key into the file's blobs. */
export const blobKey = z.string()
const blobs = z.record(blobKey, z.base64())

/** A case and what we say of it. `got` is neither answer when something else than a refusal left the code under test. */
export interface Outcome<Case extends VectorCase = VectorCase> {
  readonly case: Case
  readonly got: 'accept' | 'reject' | 'crash'
  /** The refusal, or the crash, in its own words. */
  readonly why: string
}

/** Cases of which we say something else than the vectors do: reason → ids. */
export type Differences = Readonly<Record<string, readonly string[]>>

type Bytes = Uint8Array<ArrayBuffer>

/** Where the file is there, `suite` defines its tests; elsewhere one skipped test says so. */
export function withVectors<Case extends VectorCase>(
  file: string,
  caseOfFile: z.ZodType<Case>,
  suite: (cases: readonly Case[], blob: (key: string) => Bytes) => void,
): void {
  const path = vectorsPath(file)
  if (path === undefined) {
    it(file, ({ skip }) => missingSharedData(file, skip))
    return
  }
  const parsed = z
    .object({ cases: z.array(caseOfFile).nonempty(), blobs })
    .parse(JSON.parse(readFileSync(path, 'utf8')))
  suite(parsed.cases, (key) => {
    const text = parsed.blobs[key]
    if (text === undefined) throw new Error(`${file}: there is no blob ${key}`)
    return new Uint8Array(Buffer.from(text, 'base64'))
  })
}

/** `judge` answers whether it accepts, or throws; `isRefusal` tells what it may throw. */
export function outcomeOf<Case extends VectorCase>(
  vector: Case,
  judge: (vector: Case) => boolean,
  isRefusal: (error: unknown) => boolean,
): Outcome<Case> {
  try {
    return { case: vector, got: judge(vector) ? 'accept' : 'reject', why: '' }
  } catch (error) {
    return { case: vector, got: isRefusal(error) ? 'reject' : 'crash', why: String(error) }
  }
}

/** Node 20 has no Map.groupBy. */
const groupedBy = (member: 'tier' | 'group', outcomes: readonly Outcome[]) =>
  [...new Set(outcomes.map((outcome) => outcome.case[member]))].map(
    (value) => [value, outcomes.filter((outcome) => outcome.case[member] === value)] as const,
  )

const differs = ({ case: { expect: expected }, got }: Outcome) => got !== expected
const figure = (outcomes: readonly Outcome[]) =>
  `${outcomes.filter((outcome) => !differs(outcome)).length}/${outcomes.length}`

/**
 * Tests with the figures in their names. Only a difference in the table is allowed, and none may stand there in vain. Of
 * cases in another folder, a difference that is not in the table is printed, and fails only in the core.
 */
export function describeOutcomes(suite: string, outcomes: readonly Outcome[], differences: Differences = {}): void {
  const listed = new Set(Object.values(differences).flat())
  const isListed = ({ case: { id } }: Outcome) => listed.has(id)
  const wrong = (some: readonly Outcome[]) =>
    some
      .filter((outcome) => outcome.got === 'crash' || differs(outcome) !== isListed(outcome))
      .filter((outcome) => named === undefined || differs(outcome))
  const mayDiffer = ({ got, case: { tier } }: Outcome) => named !== undefined && tier !== 'core' && got !== 'crash'
  const inWords = ({ case: { id, expect: expected }, got, why }: Outcome) =>
    `${id}: ${expected} expected, ${got} ${why}`

  for (const [tier, ofTier] of groupedBy('tier', outcomes)) {
    const listedHere = ofTier.filter(isListed).length
    const note = listedHere > 0 ? `, ${listedHere} differ with a reason` : ''
    describe(`${suite} ${tier} ${figure(ofTier)}${note}`, () => {
      for (const [group, ofGroup] of groupedBy('group', ofTier)) {
        it(`${group} ${figure(ofGroup)}`, () => {
          for (const outcome of wrong(ofGroup).filter(mayDiffer)) console.warn(inWords(outcome))
          expect(
            wrong(ofGroup)
              .filter((outcome) => !mayDiffer(outcome))
              .map(inWords),
          ).toEqual([])
        })
      }
    })
  }
}

/**
 * No difference at all, table or not, in the cases that matter. How many they are is checked for the published files, since
 * one cut short would pass unseen; another folder may hold other cases.
 */
export function itIsRightInAll(what: string, outcomes: readonly Outcome[], published: number): void {
  it(`${what}: ${figure(outcomes)}, none left out`, () => {
    expect(outcomes.filter(differs)).toEqual([])
    if (named === undefined) expect(outcomes.length).toBe(published)
  })
}

export const coreOf = <Case extends VectorCase>(outcomes: readonly Outcome<Case>[]): readonly Outcome<Case>[] =>
  outcomes.filter((outcome) => outcome.case.tier === 'core')
