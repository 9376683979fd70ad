import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import { countAnew, countOnce } from '../../../server/db/tables/announcement-counts.ts'
import { openTestPortal, type TestPortal } from '../test-portal.ts'
import { addAnnouncement, seedAnnouncementPeople } from './announcement-pages.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal()
  await seedAnnouncementPeople(portal)
})
afterAll(() => portal.close())

const day = '2026-03-02'
const count = vi.fn<() => Promise<number>>()
beforeEach(async () => {
  count.mockReset().mockResolvedValue(7)
  await countAnew(portal.database.query, 'business')
})
const ask = (about: Partial<Parameters<typeof countOnce>[1]> = {}) =>
  countOnce(portal.database.query, { kind: 'business', day, ...about }, count)

it('is counted once, for each category and day', async () => {
  expect([await ask(), await ask()]).toEqual([7, 7])
  expect(count).toHaveBeenCalledTimes(1)
  await ask({ category: 'claims' })
  expect(count).toHaveBeenCalledTimes(2)
  await ask({ day: '2026-03-03' })
  expect(count).toHaveBeenCalledTimes(3)
  await ask({ category: 'claims' })
  expect(count).toHaveBeenCalledTimes(3)
})

it('is counted anew after each write', async () => {
  await ask()
  await addAnnouncement(portal.database.query, portal.clock.now(), {})
  count.mockResolvedValue(8)
  expect(await ask()).toBe(8)
})

it('what was counted while another wrote is not kept', async () => {
  count.mockImplementationOnce(async () => {
    await countAnew(portal.database.query, 'business')
    return 7
  })
  expect(await ask()).toBe(7)
  count.mockResolvedValue(8)
  expect(await ask()).toBe(8)
})

it('the list of a kind tells the number that is in force, after a write and on another day', async () => {
  const total = async () =>
    (await portal.page().ask('GET /api/announcements', undefined, { query: '?kind=system' })).total
  expect(await total()).toBe(0)
  const today = taiwanDay(portal.clock.now())
  await addAnnouncement(portal.database.query, portal.clock.now(), { kind: 'system', untilDay: today })
  expect(await total()).toBe(1)
  portal.clock.advance(24 * 3600)
  expect(await total()).toBe(0)
})
