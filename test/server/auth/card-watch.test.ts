import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cleanUp } from '../../../server/auth/clean-up.ts'
import type { Page } from '../page.ts'
import { claimsFor, signWithCard } from '../sign-with-card.ts'
import { askChallenge, type CardPortal, openCardPortal } from './card-portal.ts'

let portal: CardPortal
let page: Page
beforeAll(async () => {
  portal = await openCardPortal({ CARD_WATCH: 'on' })
})
beforeEach(async () => {
  await portal.startOver()
  page = await signedIn()
})
afterAll(() => portal.close())

async function signedIn(): Promise<Page> {
  const person = portal.page()
  const card = portal.card('hca-personnel')
  const assertion = signWithCard(card, claimsFor(card, await askChallenge(person, card)))
  expect(await person.ask('POST /api/auth/assertion', { assertion })).toMatchObject({ cardWatch: 'on' })
  await portal.database.query.deleteFrom('audit').execute()
  return person
}

const tell = (card: 'present' | 'removed' | 'released') => page.ask('POST /api/auth/card-watch', { card })
const read = () => page.ask('GET /api/auth/session')
const ends = async () =>
  (await portal.database.query.selectFrom('sessions').select('end_reason').execute()).map((row) => row.end_reason)
const reasons = async () => {
  const rows = await portal.database.query.selectFrom('audit').select(['event', 'detail']).orderBy('id').execute()
  return rows.map(({ event, detail }) => [event, detail])
}
const unauthenticated = { status: 401, code: 'ERR_REQUEST_UNAUTHENTICATED' }

describe('a watched session', () => {
  it('lives on heartbeats, each good for a minute by the server’s clock', async () => {
    for (let beats = 0; beats < 5; beats++) {
      portal.clock.advance(59)
      await tell('present')
    }
    portal.clock.advance(59)
    expect(await read()).toMatchObject({ cardWatch: 'on' })
  })

  it('ends a minute after the last, and the audit says why', async () => {
    await tell('present')
    portal.clock.advance(60)
    expect(await page.refusal('POST /api/auth/card-watch', { card: 'present' })).toEqual(unauthenticated)
    expect(page.cookies.has('__Host-session')).toBe(false)
    expect(await ends()).toEqual(['card-watch-lost'])
    expect(await reasons()).toEqual([
      ['session-end', { reason: 'card-watch-lost' }],
      ['card-watch', null],
    ])
  })

  it('ends a minute after signing in when none ever comes: nobody keeps it by keeping silent', async () => {
    portal.clock.advance(59)
    await read()
    portal.clock.advance(1)
    expect(await page.refusal('GET /api/auth/session')).toEqual(unauthenticated)
    expect(await ends()).toEqual(['card-watch-lost'])
  })

  it('is ended by the clean-up when its page is gone', async () => {
    portal.clock.advance(60)
    await cleanUp(portal).run({}, AbortSignal.timeout(5000))
    expect(await ends()).toEqual(['card-watch-lost'])
  })

  it('is not kept from its idle limit by heartbeats', async () => {
    const { idleUntil } = await read()
    for (let beats = 0; beats < 59; beats++) {
      portal.clock.advance(30)
      await tell('present')
    }
    expect(Date.parse(idleUntil) - portal.clock.now().getTime()).toBe(30_000)
    portal.clock.advance(30)
    expect(await page.refusal('GET /api/auth/session')).toEqual(unauthenticated)
    expect(await ends()).toEqual(['idle'])
  })

  it('names the limit that came first when several are over', async () => {
    portal.clock.advance(7200)
    await cleanUp(portal).run({}, AbortSignal.timeout(5000))
    expect(await ends()).toEqual(['card-watch-lost'])
  })

  it('takes a heartbeat with the page’s proof only', async () => {
    expect(await page.stolen().refusal('POST /api/auth/card-watch', { card: 'present' })).toMatchObject({
      code: 'ERR_REQUEST_PROOF',
    })
    expect(await page.refusal('POST /api/auth/card-watch', { card: 'here' })).toMatchObject({
      code: 'ERR_REQUEST_MALFORMED',
    })
  })
})

describe('a card that is taken out', () => {
  it('ends the session at once, and the audit says why', async () => {
    expect(await tell('removed')).toEqual({})
    expect(page.cookies.has('__Host-session')).toBe(false)
    expect(await page.refusal('GET /api/auth/session')).toEqual(unauthenticated)
    expect(await ends()).toEqual(['card-removed'])
    expect(await reasons()).toEqual([['session-end', { reason: 'card-removed' }]])
  })
})

describe('a reader that is released', () => {
  it('leaves the session to its idle limit, and the audit says so once', async () => {
    await tell('released')
    await tell('released')
    expect(await read()).toMatchObject({ cardWatch: 'released' })
    portal.clock.advance(1799)
    expect(await read()).toMatchObject({ cardWatch: 'released' })
    expect(await reasons()).toEqual([['card-watch', { card: 'released' }]])
    portal.clock.advance(1800)
    expect(await page.refusal('GET /api/auth/session')).toEqual(unauthenticated)
    expect(await ends()).toEqual(['idle'])
  })

  it('is not watched again by a tab that has not heard of it', async () => {
    await tell('released')
    await tell('present')
    expect(await read()).toMatchObject({ cardWatch: 'released' })
  })
})
