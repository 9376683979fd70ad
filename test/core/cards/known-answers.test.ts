import { expect, it } from 'vitest'
import { fromHex } from '../../../core/bytes/hex.ts'
import { findKnownAnswer, knownAnswers } from '../../../core/cards/known-answers.ts'
import { cardProfiles, readOnlyProfiles } from '../../../core/cards/profiles.ts'
import { parseAnswerToReset } from '../../../core/smartcard/answer-to-reset.ts'
import { answersToReset } from '../../../demo/cards/demo-cards.ts'

it.each([
  ['3B EE 00 00 81 31 FE 45 80 31 80 66 40 90 93 06 0F 17 83 0F 90 00 F3', 'NHI IC card'],
  ['3B B8 13 00 81 31 FA 52 43 48 54 4D 4F 49 43 41 A5', 'MOICA citizen certificate, native'],
  ['3B D8 96 00 81 B1 FE 45 1F 07 43 48 54 47 50 4B 49 4A DD', 'GPKI Java card'],
  ['3B 8B 80 01 00 31 C1 64 08 40 21 30 00 90 00 57', 'GPKI Java card, contactless'],
  [answersToReset.t1, 'HCA test card, T=1'],
  [answersToReset.t0, 'HCA test card, T=0'],
])('%s is known, and is a whole ATR', (hex, card) => {
  expect(findKnownAnswer(fromHex(hex))?.card).toBe(card)
  expect(parseAnswerToReset(fromHex(hex)).tck).not.toBe('wrong')
})

it('one byte more or less, or another historical byte, is another card', () => {
  const moica = '3B B8 13 00 81 31 FA 52 43 48 54 4D 4F 49 43 41 A5'
  for (const hex of [`${moica} 00`, moica.slice(0, -3), moica.replace('4D 4F', '4D 50'), `00 ${moica}`])
    expect(findKnownAnswer(fromHex(hex))).toBeUndefined()
})

it('every row is written as bytes, names its source, and no profile that is not there', () => {
  const ids = new Set([...cardProfiles, ...readOnlyProfiles].map(({ id }) => id))
  for (const { pattern, profile, source } of knownAnswers) {
    expect(pattern).toMatch(/^3[BF]( ([0-9A-F]{2}|\.\.))+$/)
    expect(source).not.toBe('')
    if (profile !== undefined) expect(ids).toContain(profile)
  }
})
