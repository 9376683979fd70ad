import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Challenge, LoginClaims } from '../../../core/assertion/claims.ts'
import { showCard } from '../../../core/assertion/shown-card.ts'
import type { Page } from '../page.ts'
import { person, support } from '../test-portal.ts'
import { holder, openSupportPortal, seedHolder, type SupportPortal, unknown } from './support-portal.ts'

let portal: SupportPortal
beforeAll(async () => {
  portal = await openSupportPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  await seedHolder(portal)
  portal.messages.length = 0
  portal.state.unreachable = false
})
afterAll(async () => {
  await portal.close()
  await portal.service.stop()
})

const password = 'eleven quiet egrets in a paddy'

/** As the extension answers for a card in a reader. */
async function show(page: Page, changes: Partial<LoginClaims> = {}): Promise<string> {
  const challenge = await page.ask('POST /api/support-sign-in/card/challenge', { jkt: page.jkt })
  return showCard(claimsOf(challenge, changes))
}
const claimsOf = (challenge: Challenge, changes: Partial<LoginClaims> = {}): LoginClaims => ({
  v: 1,
  purpose: 'identify',
  aud: challenge.aud,
  origin: support,
  nonce: challenge.nonce,
  iat: challenge.iat,
  exp: challenge.exp,
  jti: challenge.jti,
  cardType: 'nhi',
  cardSn: holder.cardNumber,
  institution: null,
  ext: { id: 'dffkjhjbbmobbmehancpchepcdfnaihj', version: '0.1.0' },
  reader: 'ccid',
  cnf: { jkt: challenge.jkt },
  holder: { idNumber: holder.idNumber },
  ...changes,
})

async function begin(page: Page, changes: Partial<LoginClaims> = {}, birthDate = holder.birthDate) {
  const assertion = await show(page, changes)
  return page.ask('POST /api/support-sign-in/password', { assertion, birthDate })
}
async function register(page = portal.open(), chosen = password, changes: Partial<LoginClaims> = {}): Promise<void> {
  await begin(page, changes)
  const code = portal.codeFor(holder.phone)
  await page.ask('POST /api/support-sign-in/password/code', { code, password: chosen })
}
const signIn = async (page: Page, changes: Partial<LoginClaims> = {}, typed = password) => ({
  assertion: await show(page, changes),
  password: typed,
})
const refusalOf = async (page: Page, changes: Partial<LoginClaims> = {}, typed = password) =>
  page.refusal('POST /api/support-sign-in/card', await signIn(page, changes, typed))

describe('首次註冊', () => {
  it('sends the code to the number that the service knows, and the password then signs in', async () => {
    const page = portal.open()
    expect(await begin(page)).toEqual({ seconds: 60, tries: 5 })
    expect(portal.messages.map(({ to }) => to)).toEqual([holder.phone])
    const body = { code: portal.codeFor(holder.phone), password }
    expect(await page.ask('POST /api/support-sign-in/password/code', body)).toEqual({})
    const view = await page.ask('POST /api/support-sign-in/card', await signIn(page))
    expect(view).toMatchObject({
      platform: 'support',
      cardType: 'nhi',
      personName: person.name,
      passwordChange: 'none',
    })
    const row = (await portal.auditRows()).find(({ event }) => event === 'register-password')
    expect(row).toMatchObject({ code: null })
  })

  it.each([
    ['an ID number that nobody has', { holder: { idNumber: unknown.idNumber } }, holder.birthDate],
    ['another card', { cardSn: '900000000799' }, holder.birthDate],
    ['another birthday', {}, '0660204'],
  ])('for %s says the same, sends nothing, and takes no code', async (_what, changes, birthDate) => {
    const page = portal.open()
    expect(await begin(page, changes, birthDate)).toEqual({ seconds: 60, tries: 5 })
    expect(portal.messages).toEqual([])
    const refusal = await page.refusal('POST /api/support-sign-in/password/code', { code: '123456', password })
    expect(refusal.code).toBe('ERR_LOGIN_CODE_WRONG')
  })

  it.each([
    ['short', 'egrets'],
    ['common', 'password1234'],
    ['id-number', `my card ${person.idNumber}`],
    ['name', `${person.name}的小診所很安靜喔喔喔`],
  ])('a password is refused as %s, and the code stays good', async (reason, chosen) => {
    const page = portal.open()
    await begin(page)
    const code = portal.codeFor(holder.phone)
    const refusal = await page.refusal('POST /api/support-sign-in/password/code', { code, password: chosen })
    expect(refusal).toMatchObject({ code: 'ERR_REQUEST_PASSWORD_REFUSED', details: { reason } })
    expect(await page.ask('POST /api/support-sign-in/password/code', { code, password })).toEqual({})
  })

  it('a service that cannot be asked is told of', async () => {
    portal.state.unreachable = true
    const page = portal.open()
    const body = { assertion: await show(page), birthDate: holder.birthDate }
    expect(await page.refusal('POST /api/support-sign-in/password', body)).toEqual({
      status: 503,
      code: 'ERR_LOGIN_NHI_UNREACHABLE',
    })
  })

  it('a code of a sign-in registers nothing, and the reverse', async () => {
    const page = portal.open()
    await page.ask('POST /api/support-sign-in/phone', { idNumber: holder.idNumber, phone: holder.phone, jkt: page.jkt })
    const body = { code: portal.codeFor(holder.phone), password }
    expect(await page.refusal('POST /api/support-sign-in/password/code', body)).toMatchObject({
      code: 'ERR_LOGIN_CODE_OVER',
    })
    await begin(page)
    const code = portal.codeFor(holder.phone)
    expect(await page.refusal('POST /api/support-sign-in/phone/code', { code })).toMatchObject({
      code: 'ERR_LOGIN_CODE_OVER',
    })
  })
})

describe('重設密碼', () => {
  it('ends what the earlier password opened, and takes none of the latest again', async () => {
    const page = portal.open()
    await register(page)
    await page.ask('POST /api/support-sign-in/card', await signIn(page))
    const other = portal.open()
    await begin(other)
    const code = portal.codeFor(holder.phone)
    const again = await other.refusal('POST /api/support-sign-in/password/code', { code, password })
    expect(again).toMatchObject({ details: { reason: 'used-before' } })
    await other.ask('POST /api/support-sign-in/password/code', { code, password: 'twelve loud egrets on a roof' })
    expect(await page.refusal('GET /api/auth/session')).toMatchObject({ code: 'ERR_REQUEST_UNAUTHENTICATED' })
    expect(await refusalOf(other)).toMatchObject({ code: 'ERR_LOGIN_PASSWORD_WRONG' })
  })

  it('the holder’s own change asks for the present one, and does not touch a portal’s password', async () => {
    const page = portal.open()
    await register(page)
    await page.ask('POST /api/support-sign-in/card', await signIn(page))
    const next = 'thirteen shy egrets by a stream'
    const wrong = await page.refusal('POST /api/passwords/change', { current: next, password: next })
    expect(wrong).toMatchObject({ code: 'ERR_LOGIN_PASSWORD_WRONG' })
    await page.ask('POST /api/passwords/change', { current: password, password: next })
    const kinds = await portal.database.query.selectFrom('passwords').select('kind').execute()
    expect(kinds).toEqual([{ kind: 'nhi-service' }])
    expect(await portal.open().ask('POST /api/support-sign-in/card/challenge', { jkt: page.jkt })).toMatchObject({
      purpose: 'identify',
      cardTypes: ['nhi'],
    })
  })
})

describe('健保卡登入(插卡)', () => {
  it('refuses a wrong password, who has none and who is nobody in the same words, and counts the tries', async () => {
    await register()
    const wrong = { status: 403, code: 'ERR_LOGIN_PASSWORD_WRONG' }
    expect(await refusalOf(portal.open(), {}, 'something else entirely')).toEqual(wrong)
    expect(await refusalOf(portal.open(), { holder: { idNumber: unknown.idNumber } })).toEqual(wrong)
    for (let at = 0; at < 4; at++) await refusalOf(portal.open(), {}, 'something else entirely')
    expect(await refusalOf(portal.open())).toMatchObject({ status: 429, code: 'ERR_LOGIN_PASSWORD_WAIT' })
  })

  it('says to who knows the password that another card was registered', async () => {
    await register()
    expect(await refusalOf(portal.open(), { cardSn: '900000000799' })).toEqual({
      status: 403,
      code: 'ERR_LOGIN_NHI_OTHER_CARD',
    })
  })

  it.each([
    ['another nonce', { nonce: 'n'.repeat(43) }, 'ERR_LOGIN_ALTERED'],
    ['another page’s key', { cnf: { jkt: 't'.repeat(43) } }, 'ERR_LOGIN_ALTERED'],
    ['another site', { origin: 'https://evil.example' }, 'ERR_LOGIN_ORIGIN'],
    ['the purpose of a sign-in', { purpose: 'login', institution: '3501999018' }, 'ERR_LOGIN_MALFORMED'],
    ['a card that signs', { cardType: 'hca-personnel' }, 'ERR_LOGIN_MALFORMED'],
  ] as const)('with %s is refused', async (_what, changes, code) => {
    await register()
    expect(await refusalOf(portal.open(), changes)).toMatchObject({ code })
  })

  it('a challenge is good once, and what answers it opens nothing elsewhere', async () => {
    await register()
    const page = portal.open()
    const body = await signIn(page)
    expect(await page.refusal('POST /api/auth/assertion', body)).toMatchObject({ code: 'ERR_LOGIN_MALFORMED' })
    expect(await page.refusal('POST /api/support-sign-in/card', body)).toMatchObject({ code: 'ERR_LOGIN_CHALLENGE' })
  })
})

describe('before the opening day', () => {
  it('nobody signs in, and no message is sent', async () => {
    const early = await openSupportPortal({ SUPPORT_OPENS_ON: '2099-01-01' })
    try {
      await seedHolder(early)
      const page = early.open()
      const notOpen = { status: 403, code: 'ERR_LOGIN_NOT_OPEN', details: { day: '2099-01-01' } }
      const claim = { idNumber: holder.idNumber, phone: holder.phone, jkt: page.jkt }
      expect(await page.refusal('POST /api/support-sign-in/phone', claim)).toEqual(notOpen)
      expect(early.messages).toEqual([])
      expect(await page.ask('GET /api/portal')).toMatchObject({ support: { opensOn: '2099-01-01' } })
    } finally {
      await early.close()
      await early.service.stop()
    }
  })
})
