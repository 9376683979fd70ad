import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Challenge, LoginClaims } from '../../../core/assertion/claims.ts'
import type { InstitutionScope } from '../../../core/portal/authorize.ts'
import { Trail } from '../../../server/audit/trail.ts'
import { cleanUp } from '../../../server/auth/clean-up.ts'
import { guardConfirmation } from '../../../server/auth/guard-confirmation.ts'
import { addAssignment } from '../../../server/db/tables/assignments.ts'
import { findOpenSession, type Holder } from '../../../server/db/tables/sessions.ts'
import { hashToken } from '../../../server/http/token.ts'
import type { Page } from '../page.ts'
import { claimsFor, signWithCard } from '../sign-with-card.ts'
import { clinic, pharmacy } from '../test-portal.ts'
import { askChallenge, type CardPortal, openCardPortal } from './card-portal.ts'

let portal: CardPortal
beforeAll(async () => {
  portal = await openCardPortal()
})
beforeEach(() => portal.startOver())
afterAll(() => portal.close())

const manager = '00000000-0000-4000-8000-000000000001'
const user = '00000000-0000-4000-8000-000000000002'
const action = 'remove-manager'
const ofClinic: Holder = { kind: 'institution', institutionCode: clinic.code }
const atClinic: InstitutionScope = { kind: 'institution', institution: clinic.code }
const needed = { code: 'ERR_REQUEST_CONFIRMATION_NEEDED' }

const representative = (holder = ofClinic) =>
  portal.signedIn(holder, {
    cardType: 'hca-institution',
    institutionCode: holder.kind === 'institution' ? holder.institutionCode : null,
  })
const ask = (page: Page, subject = manager): Promise<Challenge> =>
  page.ask('POST /api/auth/confirmation', { action, subject })
const sign = (challenge: Challenge, changes: Partial<LoginClaims> = {}, id = 'hca-institution') =>
  signWithCard(portal.card(id), claimsFor(portal.card(id), challenge, changes))
const send = (page: Page, assertion: string) => page.ask('POST /api/auth/confirmation/assertion', { assertion })
const refusal = (page: Page, assertion: string) => page.refusal('POST /api/auth/confirmation/assertion', { assertion })
const confirm = async (page: Page, subject = manager) => send(page, sign(await ask(page, subject)))

/** What a dangerous route does once its request is parsed: `work` in the transaction that uses the confirmation up. */
async function act(page: Page, subject = manager, scope = atClinic, work: () => Promise<string> = async () => 'done') {
  const { database, clock } = portal
  const session = await findOpenSession(database.query, hashToken(page.cookies.get('__Host-session') ?? ''))
  if (!session) throw new Error('the page is not signed in')
  const caller = { now: clock.now(), trail: new Trail('route', {}) } as Parameters<
    ReturnType<typeof guardConfirmation>
  >[0]
  const standing = {
    personName: null,
    choices: [],
    institution: null,
    services: [],
    posts: [],
    passwordChange: 'none',
  } as const
  const guard = guardConfirmation({ database })
  const { confirmed } = await guard(caller, { session, standing, scope }, { action, subject })
  return await confirmed(work)
}

describe('the card that signed in confirms', () => {
  it('one act, by its name in words; it is done once, and the audit tells', async () => {
    const page = await representative()
    await expect(act(page)).rejects.toMatchObject(needed)
    const challenge = await ask(page)
    expect(challenge).toMatchObject({
      purpose: 'confirm',
      cardTypes: ['hca-institution'],
      jkt: page.jkt,
      confirm: { action, subject: `${clinic.code}/${manager}`, words: '林示範（A1****0017），示範晨曦診所' },
    })
    const { until } = await send(page, sign(challenge))
    expect(Date.parse(until) - portal.clock.now().getTime()).toBe(120_000)
    expect(await act(page)).toBe('done')
    await expect(act(page)).rejects.toMatchObject(needed)
    const audit = await portal.database.query.selectFrom('audit').selectAll().execute()
    expect(audit).toMatchObject([
      {
        event: 'confirm',
        code: null,
        institution_code: clinic.code,
        challenge_jti: challenge.jti,
        detail: { action, subject: `${clinic.code}/${manager}` },
      },
    ])
  })

  it('and what then fails leaves the confirmation as it was', async () => {
    const page = await representative()
    await confirm(page)
    const failing = () => Promise.reject(new Error('no room'))
    await expect(act(page, manager, atClinic, failing)).rejects.toThrow('no room')
    expect(await act(page)).toBe('done')
  })

  it('a hundred acts at once: exactly one is done', async () => {
    const page = await representative()
    await confirm(page)
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => act(page)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(needed)
  })

  it('sixty answers to one challenge: exactly one confirms', async () => {
    const page = await representative()
    const assertion = sign(await ask(page))
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => page.call('POST /api/auth/confirmation/assertion', { assertion })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })
})

describe('a manager is removed', () => {
  const route = 'DELETE /api/organizations/managers'
  const body = { personId: manager }

  it('once the representative’s card has confirmed it, and by that the confirmation is used up', async () => {
    const page = await representative()
    expect(await page.refusal(route, body)).toEqual({ status: 403, ...needed })
    await confirm(page)
    expect(await page.refusal(route, { personId: user })).toEqual({ status: 403, ...needed })
    await page.ask(route, body)
    expect((await page.ask('GET /api/organizations/managers')).managers).toEqual([])
    expect(await page.refusal(route, body)).toEqual({ status: 403, ...needed })
    expect(await portal.auditRows()).toEqual([
      { event: 'remove-manager', step: 'confirmation', ...needed },
      { event: 'confirm', step: null, code: null },
      { event: 'remove-manager', step: 'confirmation', ...needed },
      { event: 'remove-manager', step: null, code: null },
      { event: 'remove-manager', step: 'confirmation', ...needed },
    ])
  })

  it('by one of a hundred calls that are sent at once', async () => {
    const page = await representative()
    await confirm(page)
    const answers = await Promise.all(Array.from({ length: 100 }, () => page.call(route, body)))
    const count = (wanted: number) => answers.filter(({ status }) => status === wanted).length
    expect([count(200), count(403)]).toEqual([1, 99])
  })
})

describe('a confirmation is good for nothing else', () => {
  it('another session of the same card', async () => {
    const page = await representative()
    await confirm(page)
    await expect(act(await representative())).rejects.toMatchObject(needed)
  })

  it('another subject', async () => {
    const page = await representative()
    await confirm(page)
    await expect(act(page, user)).rejects.toMatchObject(needed)
  })

  it('another institution that the session has turned to', async () => {
    const page = await representative()
    await confirm(page)
    const elsewhere: InstitutionScope = { kind: 'institution', institution: pharmacy.code }
    await expect(act(page, manager, elsewhere)).rejects.toMatchObject(needed)
  })

  it('later than two minutes after', async () => {
    const page = await representative()
    await confirm(page)
    portal.clock.advance(120)
    await expect(act(page)).rejects.toMatchObject(needed)
    await cleanUp(portal).run({}, AbortSignal.timeout(5000))
    expect(await portal.database.query.selectFrom('confirmations').selectAll().execute()).toEqual([])
  })
})

describe('an assertion confirms nothing', () => {
  const altered = (field: string) => ({ status: 400, code: 'ERR_LOGIN_ALTERED', details: { field } })
  const noChallenge = { status: 400, code: 'ERR_LOGIN_CHALLENGE' }

  it('the second time it is sent, nor after a good one to another challenge of the session', async () => {
    const page = await representative()
    const first = sign(await ask(page))
    const second = sign(await ask(page))
    await send(page, first)
    expect(await refusal(page, first)).toEqual(noChallenge)
    expect(await refusal(page, second)).toEqual(noChallenge)
  })

  it('in another session', async () => {
    const assertion = sign(await ask(await representative()))
    const other = await representative()
    expect(await refusal(other, assertion)).toEqual(noChallenge)
    await ask(other)
    expect(await refusal(other, assertion)).toEqual(altered('nonce'))
  })

  it.each<[string, Partial<LoginClaims>]>([
    ['confirm.action', { confirm: { action: 'maintain-managers', subject: 's', words: 'w' } }],
    ['confirm.subject', { confirm: { action, subject: `${clinic.code}/${user}`, words: 'w' } }],
    ['confirm.words', { confirm: { action, subject: `${clinic.code}/${manager}`, words: '續約' } }],
    ['cnf', { cnf: { jkt: 'B'.repeat(43) } }],
  ])('whose card signed another %s than was asked for', async (field, changes) => {
    const page = await representative()
    expect(await refusal(page, sign(await ask(page), changes))).toEqual(altered(field))
    await expect(act(page)).rejects.toMatchObject(needed)
  })

  it('that was made to sign in; and one made to confirm signs nobody in', async () => {
    const page = await representative()
    const login = sign(await askChallenge(page, portal.card('hca-institution')))
    const challenge = await ask(page)
    expect(await refusal(page, login)).toEqual(altered('purpose'))
    const assertion = sign(challenge)
    expect(await page.refusal('POST /api/auth/assertion', { assertion })).toEqual(altered('purpose'))
    expect(await page.refusal('POST /api/auth/assertion', { assertion })).toEqual(noChallenge)
  })

  it('of another kind of card', async () => {
    const page = await representative()
    expect(await refusal(page, sign(await ask(page), {}, 'hca-personnel'))).toMatchObject({
      code: 'ERR_LOGIN_CARD_NOT_ACCEPTED',
    })
  })

  it('of another holder’s card of the same kind', async () => {
    const { query } = portal.database
    const at = portal.clock.now()
    await addAssignment(query, { personId: manager, institutionCode: pharmacy.code, role: 'manager', at })
    const page = await representative({ kind: 'institution', institutionCode: pharmacy.code })
    expect(await refusal(page, sign(await ask(page)))).toEqual({ status: 403, code: 'ERR_LOGIN_OTHER_CARD' })
    expect(await portal.auditRows()).toEqual([{ event: 'confirm', step: 'same-card', code: 'ERR_LOGIN_OTHER_CARD' }])
  })

  it('after its challenge has run out', async () => {
    const page = await representative()
    const assertion = sign(await ask(page))
    portal.clock.advance(300)
    expect(await refusal(page, assertion)).toEqual(noChallenge)
  })

  it('that is malformed, which uses the challenge up', async () => {
    const page = await representative()
    const assertion = sign(await ask(page))
    expect(await refusal(page, 'not.a.token')).toMatchObject({ code: 'ERR_LOGIN_MALFORMED' })
    expect(await refusal(page, assertion)).toEqual(noChallenge)
  })
})

describe('a challenge to confirm is not given', () => {
  const asking = (page: Page, subject = manager) => page.refusal('POST /api/auth/confirmation', { action, subject })

  it('to who may not do it', async () => {
    const page = await portal.signedIn({ kind: 'person', personId: manager }, { institutionCode: clinic.code })
    expect(await asking(page)).toEqual({ status: 403, code: 'ERR_REQUEST_NOT_ALLOWED' })
  })

  it('to a session without a card of its own, which is told so, as is its act', async () => {
    for (const cardType of [null, 'nhi'] as const) {
      const page = await portal.signedIn(ofClinic, { cardType, institutionCode: clinic.code })
      expect(await asking(page)).toEqual({ status: 403, code: 'ERR_REQUEST_CONFIRMATION_NO_CARD' })
      await expect(act(page)).rejects.toMatchObject({ code: 'ERR_REQUEST_CONFIRMATION_NO_CARD' })
    }
  })

  it.each([
    ['who is no manager there', user],
    ['whom nobody knows', '00000000-0000-4000-8000-000000000099'],
    ['that is no person', 'all'],
  ])('for a subject %s', async (_, subject) => {
    expect(await asking(await representative(), subject)).toEqual({ status: 404, code: 'ERR_REQUEST_NOT_FOUND' })
  })

  it('for an action that needs none', async () => {
    const page = await representative()
    const body = { action: 'maintain-managers', subject: manager }
    expect(await page.refusal('POST /api/auth/confirmation', body)).toMatchObject({ code: 'ERR_REQUEST_MALFORMED' })
  })
})
