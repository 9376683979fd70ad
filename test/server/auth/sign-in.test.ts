import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Challenge, LoginClaims } from '../../../core/assertion/claims.ts'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { demoInstitutions } from '../../../demo/people.ts'
import { saveInstitution } from '../../../server/db/tables/institutions.ts'
import type { Page } from '../page.ts'
import { claimsFor, signWithCard } from '../sign-with-card.ts'
import { internet, vpn } from '../test-portal.ts'
import { askChallenge, type CardPortal, openCardPortal } from './card-portal.ts'

let portal: CardPortal
beforeAll(async () => {
  portal = await openCardPortal()
})
beforeEach(() => portal.startOver())
afterAll(() => portal.close())

const card = (id: string): CardFile => portal.card(id)
const submit = (page: Page, assertion: string) => page.refusal('POST /api/auth/assertion', { assertion })

/** Asks for a challenge, signs it, and submits: the whole path of a page. */
async function signIn(page: Page, id: string, changes: Partial<LoginClaims> = {}) {
  const assertion = signWithCard(card(id), claimsFor(card(id), await askChallenge(page, card(id)), changes))
  return await page.ask('POST /api/auth/assertion', { assertion })
}

const sessions = () => portal.database.query.selectFrom('sessions').selectAll().execute()
const challenges = () => portal.database.query.selectFrom('challenges').selectAll().execute()

describe('a card signs in', () => {
  it.each([
    ['hca-personnel', vpn, '林示範', ['3501999018'], ['manager', 'user']],
    ['hca-institution', vpn, null, ['3501999018'], ['representative']],
    ['gca-unit', vpn, null, ['2301999040'], ['representative']],
    ['moeaca', internet, null, ['3501999054'], ['representative']],
    ['moica', internet, '陳測試', ['3501999018', '5901999027'], undefined],
  ])('%s at %s', async (id, origin, personName, choices, roles) => {
    const page = portal.page({ origin })
    const view = await signIn(page, id)
    expect(view).toMatchObject({ cardType: card(id).cardType, personName, cardWatch: 'off' })
    expect(view.choices.map(({ code }) => code)).toEqual(choices)
    expect(view.institution?.roles).toEqual(roles)
    expect(await page.ask('GET /api/auth/session')).toEqual(view)
  })

  it('with a new cookie and its hash in the table, the page key bound, one audit row', async () => {
    const page = portal.page()
    await signIn(page, 'hca-personnel')
    const [session] = await sessions()
    expect(session).toMatchObject({ jkt: page.jkt, platform: 'vpn', ended_at: null })
    expect(session?.token_hash).not.toBe(page.cookies.get('__Host-session'))
    expect(page.cookies.has('__Host-pre-session')).toBe(false)
    const rows = await portal.database.query.selectFrom('audit').selectAll().execute()
    expect(rows).toMatchObject([
      { event: 'sign-in', step: null, code: null, platform: 'vpn', card_type: 'hca-personnel', address: '192.0.2.1' },
    ])
    expect(rows[0]).toMatchObject({ session_id: session?.id, person_id: session?.person_id })
    expect(rows[0]?.challenge_jti).toMatch(/^[\w-]{22}$/)
  })

  it('in place of whoever was signed in there: the earlier session ends', async () => {
    const page = portal.page()
    await signIn(page, 'hca-personnel')
    await signIn(page, 'hca-institution')
    const ends = (await sessions()).map(({ card_type, end_reason }) => [card_type, end_reason])
    expect(ends).toEqual(
      expect.arrayContaining([
        ['hca-personnel', 'replaced'],
        ['hca-institution', null],
      ]),
    )
  })

  it('with cookies that no script, no other site and no plain connection gets', async () => {
    const page = portal.page()
    const challenge = await page.call('POST /api/auth/challenge', { jkt: page.jkt, cardType: 'hca-personnel' })
    const assertion = signWithCard(card('hca-personnel'), claimsFor(card('hca-personnel'), challenge.body as Challenge))
    const answer = await page.call('POST /api/auth/assertion', { assertion })
    for (const line of [...challenge.headers.getSetCookie(), ...answer.headers.getSetCookie()]) {
      expect(line).toMatch(/^__Host-(pre-)?session=/)
      for (const attribute of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict']) expect(line).toContain(attribute)
      expect(line).not.toContain('Domain')
    }
  })
})

/** One of each; assertion-refusals.test.ts has all that can be wrong with an assertion itself. */
describe('each step refuses', () => {
  const good = 'hca-personnel'
  type Make = (challenge: Challenge) => string
  const signed =
    (id: string, changes: Partial<LoginClaims> = {}, keyOf = id): Make =>
    (challenge) =>
      signWithCard(card(id), claimsFor(card(id), challenge, changes), card(keyOf))

  it.each<[string, Make, object]>([
    ['a card of another authority', signed('hca-personnel-wrong-ca'), { reason: 'bad-signature' }],
    ['a revoked card', signed('hca-personnel-revoked'), { reason: 'revoked' }],
    ['another nonce', signed(good, { nonce: 'A'.repeat(43) }), { field: 'nonce' }],
    ['three words', () => 'not.a.token', { field: 'header' }],
  ])('and the audit says which of the checks under one code it was: %s', async (_what, make, detail) => {
    const page = portal.page()
    await submit(page, make(await askChallenge(page, card(good))))
    const [row] = await portal.database.query.selectFrom('audit').select('detail').execute()
    expect(row).toEqual({ detail })
  })

  it.each<[string, ErrorCode, string, Make, object?]>([
    ['parse', 'ERR_LOGIN_MALFORMED', 'three words', () => 'not.a.token'],
    ['request', 'ERR_REQUEST_MALFORMED', 'a token beyond 16 KiB', () => 'a'.repeat(16_385)],
    [
      'card-type',
      'ERR_LOGIN_CARD_NOT_ACCEPTED',
      'a card that this platform does not take',
      signed('moeaca'),
      { card: '工商憑證' },
    ],
    ['path', 'ERR_CERT_EXPIRED', 'an expired card', signed('hca-personnel-expired')],
    ['path', 'ERR_CERT_UNTRUSTED', "another authority's card under the same name", signed('hca-personnel-wrong-ca')],
    [
      'policy',
      'ERR_CERT_POLICY',
      'a card that calls itself another kind',
      signed('hca-institution', { cardType: good }),
    ],
    ['path', 'ERR_CERT_UNTRUSTED', "another branch's card", signed('moica', { cardType: good })],
    ['revocation', 'ERR_CERT_REVOKED', 'a revoked card', signed('hca-personnel-revoked')],
    ['signature', 'ERR_LOGIN_SIGNATURE', 'a signature by another key', signed(good, {}, 'hca-institution')],
    ['claims', 'ERR_LOGIN_ORIGIN', 'what was signed elsewhere', signed(good, { origin: 'https://evil.example' })],
    ['claims', 'ERR_LOGIN_ALTERED', 'another nonce', signed(good, { nonce: 'A'.repeat(43) }), { field: 'nonce' }],
    [
      'claims',
      'ERR_BRIDGE_OUTDATED',
      'an old extension',
      signed(good, { ext: { id: 'x'.repeat(32), version: '0.0.9' } }),
    ],
    ['holder', 'ERR_LOGIN_NOT_ENROLLED', 'a card that leads to nobody', signed('hca-personnel-not-enrolled')],
    ['institution', 'ERR_LOGIN_NOT_ASSIGNED', 'a person assigned nowhere', signed('hca-personnel-unassigned')],
    ['parts', 'ERR_READER_SAM_NOT_AUTHENTICATED', 'a reader without its SAM', signed(good, { reader: 'nhi' })],
    [
      'institution',
      'ERR_LOGIN_ALTERED',
      'an institution that is not the card holder',
      signed('hca-institution', { institution: '5901999027' }),
      { field: 'institution' },
    ],
  ])('%s: %s for %s', async (step, code, _what, make, details) => {
    const page = portal.page()
    const challenge = await askChallenge(page, card(good))
    const refusal = await submit(page, make(challenge))
    expect(refusal).toMatchObject(details ? { code, details } : { code })
    const audit = await portal.database.query.selectFrom('audit').selectAll().execute()
    expect(audit).toMatchObject([{ event: 'sign-in', step, code, challenge_jti: challenge.jti }])
    expect(await sessions()).toEqual([])
    expect(await challenges()).toEqual([])
    expect(page.cookies.has('__Host-session')).toBe(false)
    // Used up: the same page cannot try the next thing with the same challenge.
    expect(await submit(page, signed(good)(challenge))).toMatchObject({ code: 'ERR_LOGIN_CHALLENGE' })
  })

  it('institution: an institution whose contract ended', async () => {
    const institution = demoInstitutions.find(({ code }) => code === card('hca-institution').institution)
    if (!institution) throw new Error('the demo institution is gone')
    const { code } = institution
    await saveInstitution(portal.database.query, { ...institution, contracted: false })
    const page = portal.page()
    const refusal = await submit(page, signed('hca-institution')(await askChallenge(page, card('hca-institution'))))
    expect(refusal).toEqual({ status: 403, code: 'ERR_LOGIN_NOT_CONTRACTED', details: { institution: code } })
  })
})

describe('a challenge', () => {
  it('says what the record says, for five minutes from the server clock', async () => {
    const page = portal.page()
    const challenge = await askChallenge(page, card('moica'))
    const now = Math.floor(portal.clock.now().getTime() / 1000)
    expect(challenge).toMatchObject({
      aud: vpn,
      purpose: 'login',
      environment: 'test',
      cardTypes: ['hca-personnel', 'nhi', 'moica', 'hca-institution', 'gca-unit'],
      iat: now,
      exp: now + 300,
      jkt: page.jkt,
      minimumExtension: '0.1.0',
    })
    expect(await challenges()).toMatchObject([{ challenge }])
  })

  it.each([
    ['moeaca', vpn],
    ['gca-unit', internet],
    ['hca-spare', vpn],
    ['nhi', internet],
  ])('is not given for %s at %s', async (cardType, origin) => {
    const page = portal.page({ origin })
    const refusal = await page.refusal('POST /api/auth/challenge', { jkt: page.jkt, cardType })
    expect(refusal).toMatchObject({ status: 403, code: 'ERR_LOGIN_CARD_NOT_ACCEPTED' })
    expect(await challenges()).toEqual([])
  })

  const good = () => card('hca-personnel')
  const refused = { status: 400, code: 'ERR_LOGIN_CHALLENGE' }

  it('taken by a body that is no JSON is used up', async () => {
    const page = portal.page()
    const assertion = signWithCard(good(), claimsFor(good(), await askChallenge(page, good())))
    expect(await page.refusal('POST /api/auth/assertion', undefined, { rawBody: '{' })).toMatchObject({
      code: 'ERR_REQUEST_MALFORMED',
    })
    expect(await submit(page, assertion)).toEqual(refused)
  })

  it('belongs to the browser that asked: another one cannot use it', async () => {
    const page = portal.page()
    const assertion = signWithCard(good(), claimsFor(good(), await askChallenge(page, good())))
    expect(await submit(portal.page(), assertion)).toEqual(refused)
    const other = portal.page()
    await askChallenge(other, good())
    expect(await submit(other, assertion)).toMatchObject({ code: 'ERR_LOGIN_ALTERED', details: { field: 'nonce' } })
    await page.ask('POST /api/auth/assertion', { assertion })
  })

  it('asked for by a second tab leaves the first one its own; the first assertion takes both', async () => {
    const page = portal.page()
    const first = signWithCard(good(), claimsFor(good(), await askChallenge(page, good())))
    const second = signWithCard(good(), claimsFor(good(), await askChallenge(page, good())))
    expect(await challenges()).toHaveLength(2)
    await page.ask('POST /api/auth/assertion', { assertion: first })
    expect(await submit(page, second)).toEqual(refused)
  })

  it('is kept for the newest four of a browser', async () => {
    const page = portal.page()
    const assertions: string[] = []
    for (let turn = 0; turn < 6; turn++) {
      assertions.push(signWithCard(good(), claimsFor(good(), await askChallenge(page, good()))))
      portal.clock.advance(1)
    }
    expect(await challenges()).toHaveLength(4)
    expect(await submit(page, assertions[0] ?? '')).toMatchObject({ details: { field: 'nonce' } })
  })

  it('does not take over a cookie that the server never gave', async () => {
    const page = portal.page()
    page.cookies.set('__Host-pre-session', 'A'.repeat(43))
    await askChallenge(page, good())
    expect(page.cookies.get('__Host-pre-session')).not.toBe('A'.repeat(43))
  })

  it('answered a hundred times at once signs in exactly once', async () => {
    const page = portal.page()
    const assertion = signWithCard(good(), claimsFor(good(), await askChallenge(page, good())))
    const cookies = new Map(page.cookies)
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, turn) => {
        const tab = portal.page({ address: `192.0.2.${turn}` })
        for (const [name, value] of cookies) tab.cookies.set(name, value)
        return tab.call('POST /api/auth/assertion', { assertion })
      }),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await sessions()).toHaveLength(1)
    const refused = (await portal.refusalCounts()).filter(({ code }) => code === 'ERR_LOGIN_CHALLENGE')
    expect(refused.reduce((sum, { count }) => sum + count, 0)).toBe(99)
  })
})
