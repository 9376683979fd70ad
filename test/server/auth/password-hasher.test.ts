import { expect, it } from 'vitest'
import { createPasswordHasher } from '../../../server/auth/password-hasher.ts'

const cheap = { memoryCost: 64, timeCost: 1, parallelism: 1 }

it('is Argon2id with 19 MiB and two passes, and a salt of its own each time', async () => {
  const hasher = createPasswordHasher()
  const [one, other] = await hasher.inLine((work) => Promise.all([work.hash('kumquat'), work.hash('kumquat')]))
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(one).not.toBe(other)
  expect(hasher.isCurrent(one)).toBe(true)
  expect(createPasswordHasher(cheap).isCurrent(one)).toBe(false)
  await hasher.inLine(async (work) => {
    expect(await work.verify(one, 'ｋｕｍｑｕａｔ')).toBe(true)
    expect(await work.verify(one, 'Kumquat')).toBe(false)
    expect(await work.verify(undefined, 'kumquat')).toBe(false)
  })
})

it('works on two at once, lets 200 wait in their order, and sends the next away before anything is done', async () => {
  const hasher = createPasswordHasher(cheap)
  const order: number[] = []
  let running = 0
  let most = 0
  let openAll = () => {}
  const open = new Promise<void>((resolve) => (openAll = resolve))
  const work = (number: number) => async () => {
    most = Math.max(most, ++running)
    order.push(number)
    await open
    running--
  }
  const all = Array.from({ length: 202 }, (_, number) => hasher.inLine(work(number)))
  await expect(hasher.inLine(work(202))).rejects.toMatchObject({ code: 'ERR_REQUEST_TOO_MANY' })
  openAll()
  await Promise.all(all)
  expect(most).toBe(2)
  expect(order).toEqual(Array.from({ length: 202 }, (_, number) => number))
  await expect(hasher.inLine(() => Promise.reject(new Error('ours')))).rejects.toThrow('ours')
  expect(await hasher.inLine(() => Promise.resolve('goes on'))).toBe('goes on')
})
