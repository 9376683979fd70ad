import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { savePerson } from '../../../server/db/tables/people.ts'
import type { Holder } from '../../../server/db/tables/sessions.ts'
import type { Page } from '../page.ts'
import { clinic, openTestPortal, person, seedPeople, type TestPortal } from '../test-portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  await seedPeople(portal)
})
afterAll(() => portal.close())

const holder: Holder = { kind: 'person', personId: person.id }
const list = async (page: Page) => (await page.ask('GET /api/auth/sessions')).sessions
const unauthenticated = { status: 401, code: 'ERR_REQUEST_UNAUTHENTICATED' }

async function stranger(): Promise<Page> {
  const id = '018f0000-0000-7000-8000-000000000009'
  const at = portal.clock.now()
  await savePerson(portal.database.query, { id, name: '別示範', idNumber: null })
  await portal.database.query
    .insertInto('staff_posts')
    .values({ person_id: id, role: 'administrator', area: 'everywhere', given_at: at })
    .execute()
  return portal.signedIn({ kind: 'person', personId: id })
}

describe('one’s own sessions', () => {
  it('are listed with what they are known by, this one first, then the last used', async () => {
    const here = await portal.signedIn(holder, { institutionCode: clinic.code, browser: 'Chrome 156 · Windows' })
    portal.clock.advance(60)
    const away = await portal.signedIn(holder, { cardType: null, address: '203.0.113.9' })
    portal.clock.advance(60)
    await portal.signedIn(holder, { cardType: 'moica' })
    portal.clock.advance(60)
    await away.ask('GET /api/auth/session')
    const sessions = await list(here)
    expect(sessions.map(({ isThis, cardType, lastUsedAt }) => [isThis, cardType, lastUsedAt])).toEqual([
      [true, 'hca-personnel', portal.clock.now().toISOString()],
      [false, null, portal.clock.now().toISOString()],
      [false, 'moica', new Date(portal.clock.now().getTime() - 60_000).toISOString()],
    ])
    expect(sessions[0]).toMatchObject({
      platform: 'vpn',
      institution: { code: clinic.code, name: clinic.name },
      address: '192.0.2.1',
      browser: 'Chrome 156 · Windows',
    })
    expect(sessions[1]).toMatchObject({ institution: null, address: '203.0.113.9' })
  })

  it('are those of this platform, of nobody else, and whose time is not over', async () => {
    const here = await portal.signedIn(holder)
    await portal.signedIn(holder, { platform: 'internet' })
    await stranger()
    await portal.signedIn(holder, { idleUntil: portal.clock.now() })
    expect(await list(here)).toHaveLength(1)
  })

  it('of an institution are those of its own card, whoever of its people is signed in', async () => {
    const institution: Holder = { kind: 'institution', institutionCode: clinic.code }
    const changes = { cardType: 'hca-institution', institutionCode: clinic.code } as const
    const here = await portal.signedIn(institution, changes)
    await portal.signedIn(institution, changes)
    await portal.signedIn(holder, { institutionCode: clinic.code })
    expect((await list(here)).map(({ cardType }) => cardType)).toEqual(['hca-institution', 'hca-institution'])
  })
})

describe('ending them', () => {
  it('one: its next call is refused, and the audit says from where', async () => {
    const here = await portal.signedIn(holder)
    const away = await portal.signedIn(holder)
    const kept = await portal.signedIn(holder)
    const [{ id: awayId } = { id: '' }] = await list(away)
    const [{ id: hereId } = { id: '' }] = await list(here)
    const { sessions } = await here.ask('POST /api/auth/sessions/end', { sessionId: awayId })
    expect(sessions).toHaveLength(2)
    expect(await away.refusal('GET /api/auth/session')).toEqual(unauthenticated)
    await kept.ask('GET /api/auth/session')
    const rows = await portal.database.query.selectFrom('audit').selectAll().execute()
    expect(rows).toMatchObject([
      { event: 'session-end', session_id: awayId, detail: { reason: 'ended-elsewhere', by: hereId } },
    ])
  })

  it('all others: this one goes on', async () => {
    const here = await portal.signedIn(holder)
    const others = [await portal.signedIn(holder), await portal.signedIn(holder)]
    const untouched = await stranger()
    const { sessions } = await here.ask('POST /api/auth/sessions/end', { others: 'all' })
    expect(sessions.map(({ isThis }) => isThis)).toEqual([true])
    for (const page of others) expect(await page.refusal('GET /api/auth/session')).toEqual(unauthenticated)
    await untouched.ask('GET /api/auth/session')
  })

  it('never somebody else’s, nor the one that asks', async () => {
    const here = await portal.signedIn(holder)
    const other = await stranger()
    const [{ id: otherId } = { id: '' }] = await list(other)
    const [{ id: hereId } = { id: '' }] = await list(here)
    for (const sessionId of [otherId, hereId, '018f0000-0000-7000-8000-0000000000ff']) {
      const refusal = await here.refusal('POST /api/auth/sessions/end', { sessionId })
      expect(refusal).toEqual({ status: 404, code: 'ERR_REQUEST_NOT_FOUND' })
    }
    await other.ask('GET /api/auth/session')
    await here.ask('GET /api/auth/session')
  })

  it('takes one or all others, never both or none', async () => {
    const here = await portal.signedIn(holder)
    for (const body of [{}, { others: 'some' }, { others: 'all', sessionId: person.id }]) {
      expect(await here.refusal('POST /api/auth/sessions/end', body)).toMatchObject({ code: 'ERR_REQUEST_MALFORMED' })
    }
  })
})
