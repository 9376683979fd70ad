import { expect, it } from 'vitest'
import { SeenTexts } from '../../../core/bytes/seen-texts.ts'

it('knows what came before, among thousands', () => {
  const seen = new SeenTexts()
  const texts = Array.from({ length: 2000 }, (_, index) => `card ${index * 7919}`)
  expect(texts.filter((text) => seen.wasSeen(text))).toEqual([])
  // Some have taken another's place.
  expect(texts.filter((text) => seen.wasSeen(text)).length).toBeGreaterThan(1900)
  expect(seen.wasSeen('another')).toBe(false)
  expect(seen.wasSeen('another')).toBe(true)
})
