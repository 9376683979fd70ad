import { expect, test } from 'vitest'
import { TurnLock } from '../../../core/smartcard/turn-lock.ts'
import { settle } from './manual-timers.ts'

const gate = () => {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

test('jobs run one at a time, in order, also after one that failed', async () => {
  const lock = new TurnLock()
  const log: string[] = []
  const job = (name: string, fails = false) =>
    lock.run(log, async () => {
      log.push(`${name} begins`)
      await settle()
      log.push(`${name} ends`)
      if (fails) throw new Error(name)
    })
  await Promise.allSettled([job('a'), job('b', true), job('c')])
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})

test('whoever holds it comes before all who waited longer', async () => {
  const lock = new TurnLock()
  const [holder, other] = [{}, {}]
  const log: string[] = []
  await lock.hold(holder)
  const waiting = lock.run(other, async () => void log.push('other'))
  await lock.run(holder, async () => void log.push('holder'))
  expect(lock.holds(holder)).toBe(true)
  lock.release(other)
  await settle()
  expect(log).toEqual(['holder'])
  lock.release(holder)
  await waiting
  expect(log).toEqual(['holder', 'other'])
})

test('a turn given up while waiting is skipped, one that has begun is not', async () => {
  const lock = new TurnLock()
  const { open, opened } = gate()
  const controller = new AbortController()
  const reason = new Error('given up')
  const running = lock.run({}, () => opened, controller.signal)
  const waiting = lock.run({}, async () => 'ran', controller.signal)
  const last = lock.run({}, async () => 'last')
  controller.abort(reason)
  await expect(waiting).rejects.toBe(reason)
  open()
  await running
  expect(await last).toBe('last')
})
