import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isSamApplicationNumber } from '../../../core/portal/sam-application-number.ts'
import { type SamState, samStateCodes } from '../../../core/portal/sam-applications.ts'
import type { RouteName } from '../../../core/protocol/routes.ts'
import { makePageKeyPair } from '../../../core/sam/sealed-secret.ts'
import type { Page } from '../page.ts'
import { clinic, pharmacy } from '../test-portal.ts'
import { contact, openSamPortal, type SamPortal } from './sam-portal.ts'

let portal: SamPortal
let applicant: Page
let reviewer: Page
let pageKey: string
beforeAll(async () => {
  portal = await openSamPortal()
  pageKey = (await makePageKeyPair(crypto.subtle)).publicKey
})
beforeEach(async () => {
  await portal.startOver()
  applicant = await portal.representative()
  reviewer = await portal.reviewer()
})
afterAll(() => portal.close())

const file = (page = applicant) => page.ask('POST /api/sam/applications', { contact, pageKey })
const day = 86_400

describe('filing', () => {
  it('begins an application of the institution on the card, under a number with V, and the audit tells', async () => {
    const application = await file()
    expect(application).toMatchObject({
      institution: { code: clinic.code, name: clinic.name },
      state: 'applied',
      contact,
      filedAt: portal.clock.now().toISOString(),
      reviewedAt: null,
      module: null,
      pageKey,
    })
    expect(isSamApplicationNumber(application.number)).toBe(true)
    expect(application.number).toMatch(/^115\dV/)
    const list = await applicant.ask('GET /api/sam/applications')
    expect(list).toEqual({
      institution: { code: clinic.code, name: clinic.name },
      applications: [application],
      obstacle: 'open-application',
    })
    const query = `?applicationId=${application.id}`
    expect(await applicant.ask('GET /api/sam/application', undefined, { query })).toEqual(application)
    expect(await portal.moduleAudit()).toEqual([
      { event: 'apply-module', code: null, detail: { application: application.number } },
    ])
  })

  it.each([
    ['contact.name', { contact: { ...contact, name: ' ' } }],
    ['contact.phone', { contact: { ...contact, phone: '' } }],
    ['contact.phone', { contact: { ...contact, phone: '123' } }],
    ['contact.mobile', { contact: { ...contact, mobile: '0212345678' } }],
    ['contact.email', { contact: { ...contact, email: '' } }],
    ['contact.email', { contact: { ...contact, email: 'x@example' } }],
    ['pageKey', { pageKey: `B${'A'.repeat(86)}` }],
    ['pageKey', { pageKey: 'x' }],
  ])('with a wrong %s is refused, and nothing is filed', async (field, changes) => {
    const refusal = await applicant.refusal('POST /api/sam/applications', { contact, pageKey, ...changes })
    expect(refusal).toMatchObject({ status: 400, code: 'ERR_REQUEST_MALFORMED', details: { field } })
    expect((await applicant.ask('GET /api/sam/applications')).applications).toEqual([])
  })

  it.each(['0912345678', '0912-345-678', '09 1234 5678'])('takes the mobile number %s', async (mobile) => {
    const application = await applicant.ask('POST /api/sam/applications', { contact: { ...contact, mobile }, pageKey })
    expect(application.contact.mobile).toBe(mobile)
  })

  it('is refused while another is under way, also when both come at once', async () => {
    const both = await Promise.allSettled([file(), file()])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const refusal = await applicant.refusal('POST /api/sam/applications', { contact, pageKey })
    expect(refusal).toEqual({ status: 409, code: 'ERR_SAM_STATE', details: { state: 'applied' } })
    expect((await applicant.ask('GET /api/sam/applications')).applications).toHaveLength(1)
  })

  it('another institution’s does not stand in the way, and is not seen', async () => {
    const theirs = await portal.representative(pharmacy.code)
    const application = await file()
    expect(await file(theirs)).toMatchObject({ institution: { code: pharmacy.code } })
    const query = `?applicationId=${application.id}`
    const refusal = await theirs.refusal('GET /api/sam/application', undefined, { query })
    expect(refusal).toEqual({ status: 404, code: 'ERR_REQUEST_NOT_FOUND' })
  })

  it('is for the representative with an institution’s own card, on the VPN platform', async () => {
    const holder = { kind: 'institution', institutionCode: clinic.code } as const
    const refused = { status: 403, code: 'ERR_REQUEST_NOT_ALLOWED' }
    const at = { institutionCode: clinic.code }
    for (const cardType of ['hca-institution', 'gca-unit'] as const) {
      const page = await portal.signedIn(holder, { ...at, cardType })
      expect((await page.ask('GET /api/sam/applications')).applications).toEqual([])
    }
    const business = await portal.signedIn(holder, { ...at, cardType: 'moeaca' })
    expect(await business.refusal('GET /api/sam/applications')).toEqual(refused)
    const internet = await portal.signedIn(holder, { ...at, cardType: 'hca-institution', platform: 'internet' })
    expect(await internet.refusal('GET /api/sam/applications')).toEqual(refused)
  })
})

describe('renewal', () => {
  it('is refused until ninety days before the end, and then filed beside the old module, which stays good', async () => {
    const { id } = await portal.applicationAt('ready')
    const refusal = await applicant.refusal('POST /api/sam/applications', { contact, pageKey })
    expect(refusal).toEqual({ status: 409, code: 'ERR_SAM_STATE', details: { state: 'ready' } })
    const { obstacle } = await applicant.ask('GET /api/sam/applications')
    expect(obstacle).toBe('live-module')

    portal.clock.advance(3 * 365 * day - 89 * day)
    const again = await portal.representative()
    const renewal = await file(again)
    expect(renewal.state).toBe('applied')
    const { applications } = await again.ask('GET /api/sam/applications')
    expect(applications.map((one) => [one.id, one.state])).toEqual([
      [renewal.id, 'applied'],
      [id, 'ready'],
    ])
    expect((await again.ask('GET /api/sam/revoked')).modules).toEqual([])
  })
})

/** Who asks for each move, and what else the call says. The job's own is in issue-module.test.ts. */
const moves = {
  'take-up': { by: 'reviewer', route: 'POST /api/staff/modules/take-up', from: 'applied', to: 'reviewing' },
  pass: { by: 'reviewer', route: 'POST /api/staff/modules/pass', from: 'reviewing', to: 'to-issue' },
  fail: { by: 'reviewer', route: 'POST /api/staff/modules/fail', from: 'reviewing', to: 'failed', reason: '資料不符' },
  'ask-revocation': { by: 'applicant', route: 'POST /api/sam/revocation', from: 'ready', to: 'revoking' },
  reissue: { by: 'applicant', route: 'POST /api/sam/reissue', from: 'ready', to: 'to-issue' },
  'confirm-revocation': { by: 'reviewer', route: 'POST /api/staff/modules/revoke', from: 'revoking', to: 'revoked' },
} as const satisfies Record<string, { by: string; route: RouteName; from: SamState; to: SamState; reason?: string }>

async function tryMove(name: keyof typeof moves, id: string) {
  const { by, route, ...rest } = moves[name]
  const page = by === 'applicant' ? applicant : reviewer
  if (name === 'ask-revocation') await portal.confirm(page, 'revoke-module', id)
  const body = {
    applicationId: id,
    ...('reason' in rest && { reason: rest.reason }),
    ...(name === 'reissue' && { pageKey }),
  }
  return await page.call(route, body)
}

describe('every move from every state', () => {
  const everything = async () => {
    const { query } = portal.database
    return {
      applications: await query.selectFrom('sam_applications').selectAll().execute(),
      modules: await query.selectFrom('sam_modules').selectAll().execute(),
      secrets: await query.selectFrom('sam_secrets').selectAll().execute(),
      jobs: await query.selectFrom('jobs').selectAll().execute(),
    }
  }

  it.each(samStateCodes)('from %s', { timeout: 30_000 }, async (state) => {
    const { id } = await portal.applicationAt(state)
    for (const name of Object.keys(moves) as (keyof typeof moves)[]) {
      if (moves[name].from === state) continue
      const before = await everything()
      const { status, body } = await tryMove(name, id)
      expect([name, status, body]).toEqual([
        name,
        409,
        expect.objectContaining({ error: expect.objectContaining({ code: 'ERR_SAM_STATE', details: { state } }) }),
      ])
      expect(await everything()).toEqual(before)
    }
    const refused = (await portal.moduleAudit()).filter(({ code }) => code === 'ERR_SAM_STATE')
    expect(refused).toHaveLength(Object.values(moves).filter(({ from }) => from !== state).length)
  })

  it.each(Object.keys(moves) as (keyof typeof moves)[])('%s leads on, and the audit tells', async (name) => {
    const { from, to } = moves[name]
    const { id } = await portal.applicationAt(from)
    const { status, body } = await tryMove(name, id)
    expect([status, body]).toEqual([200, expect.objectContaining({ id, state: to })])
    expect((await portal.moduleAudit()).at(-1)).toMatchObject({
      code: null,
      detail: { application: expect.any(String) },
    })
  })
})

describe('review', () => {
  it('of two reviewers at once, one takes it up, and the other is told how it stands', async () => {
    const { id } = await file()
    const other = await portal.secondReviewer()
    const body = { applicationId: id }
    const answers = await Promise.all(
      [reviewer, other].map((page) => page.call('POST /api/staff/modules/take-up', body)),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      error: { code: 'ERR_SAM_STATE', details: { state: 'reviewing' } },
    })
    const rows = await portal.moduleAudit()
    expect(
      rows
        .filter(({ event }) => event === 'take-up-module')
        .map(({ code }) => code)
        .toSorted(),
    ).toEqual(['ERR_SAM_STATE', null])
  })

  it('one passes and the other fails it at once: one of both is done', async () => {
    const { id } = await portal.applicationAt('reviewing')
    const other = await portal.secondReviewer()
    const answers = await Promise.all([
      reviewer.call('POST /api/staff/modules/pass', { applicationId: id }),
      other.call('POST /api/staff/modules/fail', { applicationId: id, reason: '資料不符' }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const query = `?applicationId=${id}`
    const { state, reason } = await reviewer.ask('GET /api/staff/module', undefined, { query })
    expect(reason).toBe(state === 'failed' ? '資料不符' : null)
  })

  it('that does not pass says why, and the representative reads it', async () => {
    const { id } = await portal.applicationAt('reviewing')
    await reviewer.ask('POST /api/staff/modules/fail', { applicationId: id, reason: ' 電話無人接聽 ' })
    const { applications } = await applicant.ask('GET /api/sam/applications')
    expect(applications).toMatchObject([
      { id, state: 'failed', reason: '電話無人接聽', reviewedAt: portal.clock.now().toISOString() },
    ])
  })

  it.each(['', ' ', 'x'.repeat(201)])('a reason of %j is none', async (reason) => {
    const { id } = await portal.applicationAt('reviewing')
    const refusal = await reviewer.refusal('POST /api/staff/modules/fail', { applicationId: id, reason })
    expect(refusal).toMatchObject({ code: 'ERR_REQUEST_MALFORMED', details: { field: 'reason' } })
  })

  it('finds applications by state, institution and number, newest first, page by page', async () => {
    const first = await file()
    const second = await file(await portal.representative(pharmacy.code))
    await reviewer.ask('POST /api/staff/modules/take-up', { applicationId: second.id })
    const search = async (query: string) =>
      (await reviewer.ask('GET /api/staff/modules', undefined, { query })).applications.map(({ id }) => id)
    expect(await search('')).toEqual([second.id, first.id])
    expect(await search('?state=applied')).toEqual([first.id])
    expect(await search(`?text=${pharmacy.code.slice(0, 4)}`)).toEqual([second.id])
    expect(await search(`?text=${first.number.toLowerCase()}`)).toEqual([first.id])
    expect(await search('?text=9')).toEqual([])
    expect(await search(`?after=${second.id}`)).toEqual([first.id])
  })

  it('is for reviewers and administrators, on the VPN platform', async () => {
    const { id } = await file()
    const refused = { status: 403, code: 'ERR_REQUEST_NOT_ALLOWED' }
    expect(await applicant.refusal('POST /api/staff/modules/take-up', { applicationId: id })).toEqual(refused)
    expect(await reviewer.refusal('POST /api/sam/download', { applicationId: id })).toEqual(refused)
  })

  it('of an application that there is not is refused', async () => {
    const applicationId = '018f0000-0000-7000-8000-0000000000ff'
    const refusal = await reviewer.refusal('POST /api/staff/modules/pass', { applicationId })
    expect(refusal).toEqual({ status: 404, code: 'ERR_REQUEST_NOT_FOUND' })
  })
})
