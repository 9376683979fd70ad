import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Challenge, LoginClaims } from '../../../core/assertion/claims.ts'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import { addAssignment } from '../../../server/db/tables/assignments.ts'
import { revokeSamModule } from '../../../server/db/tables/sam-modules.ts'
import type { Page } from '../page.ts'
import { claimsFor, signWithCard } from '../sign-with-card.ts'
import { issueTestModule, moduleOn, recordModule, signWithModule, type TestModule } from '../sign-with-module.ts'
import { internet } from '../test-portal.ts'
import { askChallenge, type CardPortal, openCardPortal } from './card-portal.ts'

let portal: CardPortal
let sam: TestModule
let otherSam: TestModule
beforeAll(async () => {
  portal = await openCardPortal()
  sam = moduleOn(portal.card('sam'))
  otherSam = moduleOn(portal.card('sam-other'))
})
beforeEach(() => portal.startOver())
afterAll(() => portal.close())

interface Attempt {
  readonly id?: string
  readonly module?: TestModule
  readonly claims?: Partial<LoginClaims>
  /** What the module signs, if other than the card. */
  readonly moduleClaims?: Partial<LoginClaims>
  readonly keyOf?: TestModule
}

async function answerOf(page: Page, attempt: Attempt) {
  const { id = 'hca-personnel', module = sam, claims: changes, moduleClaims, keyOf } = attempt
  const card = portal.card(id)
  const challenge: Challenge = await askChallenge(page, card)
  const claims = claimsFor(card, challenge, { reader: 'nhi', ...changes })
  return {
    assertion: signWithCard(card, claims),
    module: signWithModule(module, { ...claims, ...moduleClaims }, keyOf),
  }
}

async function signIn(attempt: Attempt = {}, page = portal.page()) {
  return await page.ask('POST /api/auth/assertion', await answerOf(page, attempt))
}

async function refusal(attempt: Attempt = {}, page = portal.page()) {
  return await page.refusal('POST /api/auth/assertion', await answerOf(page, attempt))
}

const audit = () => portal.database.query.selectFrom('audit').selectAll().execute()
const sessions = () => portal.database.query.selectFrom('sessions').selectAll().execute()

describe('a card with a key of its own in the NHI reader', () => {
  it.each([
    ['hca-personnel', ['manager', 'user']],
    ['hca-institution', ['representative']],
  ])('%s signs in when the reader’s module signed the same', async (id, roles) => {
    expect(await signIn({ id })).toMatchObject({ cardType: id, institution: { code: '3501999018', roles } })
    expect(await sessions()).toMatchObject([{ sam_institution_code: '3501999018', sam_module_code: sam.code }])
    expect(await audit()).toMatchObject([{ event: 'sign-in', code: null, detail: { module: sam.code } }])
  })

  it('a person has the module’s institution, and no other one where the person is assigned', async () => {
    const { query } = portal.database
    const [role] = await query.selectFrom('assignments').selectAll().where('role', '=', 'manager').execute()
    const personId = role?.person_id ?? ''
    await addAssignment(query, { personId, institutionCode: '0901999031', role: 'user', at: portal.clock.now() })
    expect((await signIn()).choices.map(({ code }) => code)).toEqual(['3501999018'])
  })

  it('an institution’s card beside another’s module: both codes are told', async () => {
    expect(await refusal({ id: 'hca-institution', module: otherSam })).toEqual({
      status: 400,
      code: 'ERR_LOGIN_INSTITUTION_MISMATCH',
      details: { card: '3501999018', sam: '5901999027' },
    })
    expect(await audit()).toMatchObject([{ step: 'institution', code: 'ERR_LOGIN_INSTITUTION_MISMATCH' }])
  })

  it('a person’s card beside a module where nobody assigned the person', async () => {
    expect(await refusal({ module: otherSam })).toMatchObject({
      code: 'ERR_LOGIN_NOT_ASSIGNED',
      details: { institution: '5901999027' },
    })
  })
})

describe('the module beside a card', () => {
  it.each<[string, ErrorCode, string, () => Attempt | Promise<Attempt>, object?]>([
    [
      'module',
      'ERR_LOGIN_MALFORMED',
      'signed something else',
      () => ({ moduleClaims: { cardSn: 'HC00000000000999' } }),
      { field: 'module.payload' },
    ],
    ['module', 'ERR_LOGIN_SIGNATURE', 'signed with another’s key', () => ({ keyOf: otherSam })],
    [
      'module',
      'ERR_SAM_FOREIGN',
      'is none of the portal’s',
      async () => ({ module: moduleOn(portal.card('sam-production')) }),
    ],
    [
      'module',
      'ERR_SAM_EXPIRED',
      'has expired',
      async () => {
        const { pki, clock, database } = portal
        const institution = { code: '3501999018', name: '示範晨曦診所' }
        const order = { institution, code: '900000000099', validity: [-9, -1] } as const
        const module = await issueTestModule(pki, clock.now(), order)
        await recordModule(database.query, module, clock.now(), 'card')
        return { module }
      },
    ],
    [
      'module',
      'ERR_SAM_REVOKED',
      'is revoked',
      async () => {
        await revokeSamModule(portal.database.query, sam.code, portal.clock.now())
        return {}
      },
      { module: '900000000012' },
    ],
    [
      'parts',
      'ERR_LOGIN_MALFORMED',
      'has no part in a chip-card reader',
      () => ({ claims: { reader: 'ccid' } }),
      { field: 'module' },
    ],
    [
      'parts',
      'ERR_LOGIN_MALFORMED',
      'has no part with a card that the NHI reader does not take',
      () => ({ id: 'moica', claims: { reader: 'ccid' } }),
      { field: 'module' },
    ],
    [
      'institution',
      'ERR_LOGIN_ALTERED',
      'makes no other reader of it for a card that it does not take',
      () => ({ id: 'moica' }),
      { field: 'reader' },
    ],
    ['revocation', 'ERR_CERT_REVOKED', 'helps no revoked card', () => ({ id: 'hca-personnel-revoked' })],
  ])('%s: %s: it %s', async (step, code, _what, make, details) => {
    const attempt = await make()
    expect(await refusal(attempt)).toMatchObject(details ? { code, details } : { code })
    expect(await audit()).toMatchObject([{ event: 'sign-in', step, code }])
    expect(await sessions()).toEqual([])
  })

  it('left out: the reader’s module has to be authenticated first', async () => {
    const page = portal.page()
    const { assertion } = await answerOf(page, {})
    expect(await page.refusal('POST /api/auth/assertion', { assertion })).toMatchObject({
      code: 'ERR_READER_SAM_NOT_AUTHENTICATED',
    })
  })

  it('a password belongs to no card with a key of its own', async () => {
    const page = portal.page()
    const answer = await answerOf(page, {})
    expect(await page.refusal('POST /api/auth/assertion', { ...answer, password: 'sunny-clinic-7' })).toMatchObject({
      code: 'ERR_LOGIN_MALFORMED',
      details: { field: 'password' },
    })
  })

  it('there is no NHI reader on the Internet platform', async () => {
    expect(await refusal({ id: 'hca-institution' }, portal.page({ origin: internet }))).toMatchObject({
      code: 'ERR_LOGIN_ALTERED',
      details: { field: 'reader' },
    })
  })

  it('who confirms is signed in: the card alone does it, in either reader', async () => {
    const page = portal.page()
    await signIn({ id: 'hca-institution' }, page)
    const { query } = portal.database
    const [manager] = await query.selectFrom('assignments').selectAll().where('role', '=', 'manager').execute()
    const card = portal.card('hca-institution')
    for (const reader of ['nhi', 'ccid'] as const) {
      const asked = { action: 'remove-manager', subject: manager?.person_id }
      const challenge: Challenge = await page.ask('POST /api/auth/confirmation', asked)
      const assertion = signWithCard(card, claimsFor(card, challenge, { reader }))
      expect(await page.ask('POST /api/auth/confirmation/assertion', { assertion })).toHaveProperty('until')
    }
  })
})
