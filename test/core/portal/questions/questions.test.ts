import { expect, it } from 'vitest'
import { questionCategoryCodes } from '../../../../core/portal/questions/question.ts'
import { allQuestions, questions } from '../../../../core/portal/questions/questions.ts'

it('there are the questions that users of both old portals asked, and those of the new messages', () => {
  const counts = questionCategoryCodes.map((category) => [category, questions[category].length])
  expect(counts).toEqual([
    ['rights', 15],
    ['cards', 8],
    ['sign-in', 12],
    ['nhi-reader', 5],
    ['chip-reader', 5],
    ['check', 3],
    ['addresses', 3],
  ])
})

it('an anchor is a word of its own, so that a link to it stays good', () => {
  const ids = allQuestions.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
})

it('nobody is asked for what the new portal does not use', () => {
  const texts = allQuestions.flatMap(({ answer, steps = [] }) => [...answer, ...steps])
  for (const { zhTW } of texts) {
    if (/ActiveX|Internet Explorer|\bIE\b|網際網路選項|32 位元/.test(zhTW)) expect(zhTW).toMatch(/不需要|不使用|未以/)
  }
})

it('every text is there in both languages', () => {
  for (const { question, answer, steps = [] } of allQuestions) {
    expect(answer.length).toBeGreaterThan(0)
    for (const { zhTW, en } of [question, ...answer, ...steps]) {
      expect(zhTW).toMatch(/\p{Script=Han}/u)
      expect(en).not.toMatch(/\p{Script=Han}/u)
      expect(en.length).toBeGreaterThan(10)
    }
  }
})
