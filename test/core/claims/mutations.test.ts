import { expect, it } from 'vitest'
import { fuzzSubjects, mutationOf, runMutation } from './fuzz.ts'

it('a thousand mutated documents: no crash, and the same findings in one piece and in many', () => {
  const subjects = fuzzSubjects()
  const finds = Array.from({ length: 1000 }, (_, index) => {
    const find = runMutation(mutationOf(subjects, 1, index), index)
    return find === undefined ? [] : [{ index, find }]
  })
  expect(finds.flat()).toEqual([])
}, 60_000)
