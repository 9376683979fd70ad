import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openTestPortal, person, seedPeople, type TestPortal } from './test-portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(() => portal.database.clear())
afterAll(() => portal.close())

const counts = () => portal.database.query.selectFrom('audit_counts').selectAll().orderBy('minute').execute()
const refused = (address: string) => portal.page({ address }).refusal('POST /api/auth/sign-out')

it('refusals of nobody in particular are counted per network and minute, with no row each', async () => {
  const minute = portal.clock.now()
  for (let turn = 0; turn < 20; turn++) await refused(`2001:db8:1:2::${turn}`)
  await refused('192.0.2.9')
  portal.clock.advance(59)
  await refused('2001:db8:1:2::1')
  portal.clock.advance(1)
  await refused('2001:db8:1:2::1')
  const kind = { platform: 'vpn', event: 'sign-out', step: 'session', code: 'ERR_REQUEST_UNAUTHENTICATED' }
  const rows = await counts()
  expect(rows).toHaveLength(3)
  expect(rows).toEqual(
    expect.arrayContaining([
      { ...kind, minute, network: '2001:db8:1:2::/64', count: 21 },
      { ...kind, minute, network: '192.0.2.9', count: 1 },
      { ...kind, minute: portal.clock.now(), network: '2001:db8:1:2::/64', count: 1 },
    ]),
  )
  expect(await portal.auditRows()).toEqual([])
})

it('a hundred at once are all counted', async () => {
  const page = portal.page()
  await Promise.all(Array.from({ length: 100 }, () => page.refusal('POST /api/auth/assertion', { assertion: '' })))
  expect(await counts()).toMatchObject([{ count: 100 }])
})

it('whoever holds a session has one row each, also with a stolen cookie', async () => {
  await seedPeople(portal)
  const page = await portal.signedIn({ kind: 'person', personId: person.id })
  for (let turn = 0; turn < 2; turn++) await page.refusal('POST /api/auth/institution', { institution: '1' })
  await page.stolen().refusal('POST /api/auth/sign-out')
  expect(await portal.auditRows()).toHaveLength(3)
  expect(await counts()).toEqual([])
})
