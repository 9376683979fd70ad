import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SmartCardConnection, SmartCardDisposition } from '../../../core/smartcard/context.ts'
import { converse, patience } from '../../../extension/background/sign-in/converse.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A card whose turn comes when `free` resolves. */
function cardOf(free: Promise<void>) {
  const ends: (SmartCardDisposition | undefined)[] = []
  const connection: Pick<SmartCardConnection, 'startTransaction'> = {
    async startTransaction(transaction, { signal } = {}) {
      await new Promise<void>((resolve, reject) => {
        void free.then(resolve)
        signal?.addEventListener('abort', () => reject(signal.reason as Error))
      })
      ends.push(await transaction())
    },
  }
  return { connection: connection as SmartCardConnection, ends }
}

it('leaves the card as it is, whatever was said', async () => {
  const { connection, ends } = cardOf(Promise.resolve())
  expect(await converse(connection, () => Promise.resolve(7))).toBe(7)
  const error = new Error('no such file')
  await expect(converse(connection, () => Promise.reject(error))).rejects.toBe(error)
  expect(ends).toEqual(['leave', 'leave'])
})

it('does not wait for another program for ever, and then says nothing to the card', async () => {
  const { connection, ends } = cardOf(new Promise(() => undefined))
  const talk = vi.fn(() => Promise.resolve())
  const outcome = expect(converse(connection, talk)).rejects.toMatchObject({ code: 'ERR_READER_BUSY' })
  await vi.advanceTimersByTimeAsync(patience)
  await outcome
  expect(talk).not.toHaveBeenCalled()
  expect(ends).toEqual([])
})

it('takes the time it needs once it has begun', async () => {
  const { connection } = cardOf(Promise.resolve())
  const slow = () => new Promise<number>((resolve) => setTimeout(() => resolve(1), 3 * patience))
  const conversation = converse(connection, slow)
  await vi.advanceTimersByTimeAsync(3 * patience)
  expect(await conversation).toBe(1)
  expect(vi.getTimerCount()).toBe(0)
})
