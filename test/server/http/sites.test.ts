import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isPageOf, pagePaths, pageRow } from '../../../core/protocol/pages.ts'
import { toWebFile } from '../../../server/http/web-files.ts'
import { savePerson } from '../../../server/db/tables/people.ts'
import { internet, openTestPortal, seedPeople, support, type TestPortal, vpn } from '../test-portal.ts'

let portal: TestPortal
const file = (name: string) => toWebFile(name, Buffer.from(`<!doctype html><title>${name}</title>`))
beforeAll(async () => {
  portal = await openTestPortal(() => ({
    web: {
      shell: file('portal'),
      files: new Map([['/assets/portal.js', file('portal.js')]]),
      support: { shell: file('support'), files: new Map([['/assets/support.js', file('support.js')]]) },
    },
  }))
})
afterAll(() => portal.close())

const whole = pagePaths.filter((path) => !pageRow(path).part)

describe('a page', () => {
  it.each([
    [vpn, 'portal'],
    [internet, 'portal'],
    [support, 'support'],
  ] as const)('of %s is there, and one of the other site is an unknown address', async (origin, site) => {
    const page = portal.page({ origin })
    for (const path of whole) {
      const { status, body } = await page.fetch('GET', path)
      expect([path, status]).toEqual([path, isPageOf(site, path) ? 200 : 404])
      expect(body).toContain(`<title>${site}</title>`)
    }
    const [own, other] = site === 'portal' ? ['portal', 'support'] : ['support', 'portal']
    expect((await page.fetch('GET', `/assets/${own}.js`)).status).toBe(200)
    expect((await page.fetch('GET', `/assets/${other}.js`)).status).toBe(404)
  })
})

describe('the support-reporting system', () => {
  const nobody = { id: '018f0000-0000-7000-8000-0000000000aa', name: '閒示範', idNumber: 'A299090064' }

  it('is a site of its own by the Host header, with its cards and without 一般登入', async () => {
    const page = portal.page({ origin: support })
    const answer = await page.ask('GET /api/portal')
    expect(answer).toMatchObject({ platform: 'support', generalSignIn: null, cloudModule: false })
    const challenge = await page.ask('POST /api/auth/challenge', { jkt: page.jkt, cardType: 'hca-personnel' })
    expect(challenge).toMatchObject({ aud: support, cardTypes: ['hca-personnel', 'hca-institution'] })
    expect(await page.refusal('POST /api/auth/challenge', { jkt: page.jkt, cardType: 'moica' })).toMatchObject({
      code: 'ERR_LOGIN_CARD_NOT_ACCEPTED',
    })
  })

  it('lets in whom no institution has assigned, and gives nobody what a portal does', async () => {
    await seedPeople(portal)
    await savePerson(portal.database.query, nobody)
    const holder = { kind: 'person', personId: nobody.id } as const
    const page = await portal.signedIn(holder, { platform: 'support' })
    expect(await page.ask('GET /api/auth/session')).toMatchObject({ personName: nobody.name, choices: [] })
    expect(await page.refusal('GET /api/organizations/users')).toEqual({
      status: 403,
      code: 'ERR_REQUEST_NOT_ALLOWED',
    })
    const elsewhere = await portal.signedIn(holder)
    expect(await elsewhere.refusal('GET /api/auth/session')).toMatchObject({ code: 'ERR_REQUEST_UNAUTHENTICATED' })
  })

  it('does not take a portal’s session for its own', async () => {
    const page = await portal.signedIn({ kind: 'person', personId: nobody.id }, { platform: 'support' })
    const portals = portal.page({ origin: vpn })
    portals.cookies.set('__Host-session', page.cookies.get('__Host-session') ?? '')
    expect(await portals.refusal('GET /api/auth/session')).toMatchObject({ status: 401 })
  })
})
