import { afterEach, expect, it } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { CardWatch } from '../../../extension/background/sign-in/card-watch.ts'
import type { CardReading } from '../../../extension/background/sign-in/read-card.ts'
import { FakeCard, FakeDesk } from './support/fake-desk.ts'

const unreadable: CardReading = { card: 'unusable', error: new CodedError('ERR_CARD_UNKNOWN', 'x') }

const over = new AbortController()
afterEach(() => over.abort())

it('never reads a card twice at once, even one that comes while all are read anew', async () => {
  const desk = new FakeDesk().plug('R', new FakeCard())
  const readings: ((reading: CardReading) => void)[] = []
  let under = 0
  let most = 0
  let told = (): void => undefined
  const watch = new CardWatch({
    readers: desk.readers(),
    onChange: () => told(),
    read: async () => {
      most = Math.max(most, ++under)
      const reading = await new Promise<CardReading>((resolve) => {
        readings.push(resolve)
        told()
      })
      under--
      return reading
    },
  })
  const until = async (fits: () => boolean): Promise<void> => {
    while (!fits()) await new Promise<void>((resolve) => (told = resolve))
  }
  const endReading = (number: number) => readings[number]?.(unreadable)

  void watch.run(over.signal)
  await until(() => readings.length === 1)
  const anew = watch.reread() // waits for the reading under way
  desk.remove('R').insert('R', new FakeCard())
  await until(() => watch.readers[0]?.card === 'reading')
  endReading(0)
  await until(() => readings.length === 2)
  endReading(1)
  await until(() => readings.length === 3)
  endReading(2)
  await anew
  expect(most).toBe(1)
  expect(watch.readers).toEqual([{ readerName: 'R', ...unreadable }])
})
