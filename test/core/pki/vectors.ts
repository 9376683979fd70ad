import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { missingSharedData } from '../../shared-data.ts'
import { type Blob, type Outcome, type VectorCase, named, readVectors, vectorsPath } from './vector-files.ts'

/** Cases of which we say something else than the vectors do: reason → ids. */
export type Differences = Readonly<Record<string, readonly string[]>>

/** Where the file is there, `suite` defines its tests; elsewhere one skipped test says so. */
export function withVectors<Case extends VectorCase>(
  file: string,
  caseOfFile: z.ZodType<Case>,
  suite: (cases: readonly Case[], blob: Blob) => void,
): void {
  const path = vectorsPath(file)
  if (path === undefined) {
    it(file, ({ skip }) => missingSharedData(file, skip))
    return
  }
  const { cases, blob } = readVectors(path, caseOfFile)
  suite(cases, blob)
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
