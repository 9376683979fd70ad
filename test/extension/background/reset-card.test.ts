import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { resetCard } from '../../../extension/background/sign-in/reset-card.ts'
import { FakeCard, FakeDesk } from './support/fake-desk.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const busy = () => new CodedError('ERR_READER_BUSY', 'Unable to claim interface.')

it('waits for the browser to let go of the reader that the stopped worker held', async () => {
  const card = new FakeCard()
  card.verified = true
  const desk = new FakeDesk().plug('R', card)
  desk.connectErrors.push(busy(), busy())
  const done = resetCard(desk.readers(), 'R')
  await vi.runAllTimersAsync()
  await done
  expect(card.verified).toBe(false)
})

it('gives up on a reader that another program keeps, and at once on a card that is gone', async () => {
  const desk = new FakeDesk().plug('R', new FakeCard()).plug('E')
  desk.connectErrors.push(...Array.from({ length: 100 }, busy))
  const done = resetCard(desk.readers(), 'R')
  await vi.runAllTimersAsync()
  await done
  expect(desk.connectErrors.length).toBeGreaterThan(80)
  desk.connectErrors.length = 0
  await resetCard(desk.readers(), 'E') // no timer has to run
})
