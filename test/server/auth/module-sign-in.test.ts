import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LoginClaims } from '../../../core/assertion/claims.ts'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import type { AssignedRole } from '../../../core/portal/institution-choice.ts'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { demoInstitutions } from '../../../demo/people.ts'
import { addAssignment } from '../../../server/db/tables/assignments.ts'
import { findPersonByIdNumber } from '../../../server/db/tables/people.ts'
import { writePortalSetting } from '../../../server/db/tables/portal-settings.ts'
import { revokeSamModule, setRevocationAsked } from '../../../server/db/tables/sam-modules.ts'
import type { Page } from '../page.ts'
import { givePassword, stateOf } from '../passwords/password-portal.ts'
import { signWithCard } from '../sign-with-card.ts'
import {
  claimsWithModule,
  issueTestModule,
  moduleOn,
  type ModuleOrder,
  recordModule,
  signWithModule,
  type TestModule,
} from '../sign-with-module.ts'
import { askChallenge, type CardPortal, openCardPortal } from './card-portal.ts'

let portal: CardPortal
/** On the SAM card of the clinic where the holder of the demo's NHI card works. */
let sam: TestModule
beforeAll(async () => {
  portal = await openCardPortal()
  sam = moduleOn(portal.card('sam'))
})
beforeEach(() => portal.startOver())
afterAll(() => portal.close())

const nhi = (): CardFile => portal.card('nhi')
const passwordOf = (card: CardFile): string => card.password ?? ''
const place = (code: string) => {
  const found = demoInstitutions.find((row) => row.code === code)
  if (!found) throw new Error(`no institution ${code}`)
  return found
}
/** Files its claims through `hospital`; the pharmacy has nothing to do with either. */
const station = place('2301999040')
const hospital = place('0901999031')
const pharmacy = place('5901999027')
const clinic = place('3501999018')

async function cloudModule(order: Partial<ModuleOrder> = {}, recorded = true): Promise<TestModule> {
  const { pki, clock, database } = portal
  const module = await issueTestModule(pki, clock.now(), { institution: clinic, code: '901000000042', ...order })
  if (recorded) await recordModule(database.query, module, clock.now())
  return module
}

interface Attempt {
  readonly page?: Page
  readonly card?: CardFile
  readonly module?: TestModule
  readonly claims?: Partial<LoginClaims>
  readonly keyOf?: TestModule
  /** Null sends none. */
  readonly password?: string | null
  readonly beside?: string
}

async function answerOf(page: Page, { card = nhi(), module = sam, claims, keyOf, password, beside }: Attempt) {
  const signed = claimsWithModule(card, module, await askChallenge(page, card), claims)
  return {
    assertion: signWithModule(module, signed, keyOf),
    ...(password === null ? {} : { password: password ?? passwordOf(card) }),
    ...(beside === undefined ? {} : { module: beside }),
  }
}

async function signIn(attempt: Attempt = {}) {
  const { page = portal.page() } = attempt
  return await page.ask('POST /api/auth/assertion', await answerOf(page, attempt))
}

async function refusal(attempt: Attempt = {}) {
  const { page = portal.page() } = attempt
  return await page.refusal('POST /api/auth/assertion', await answerOf(page, attempt))
}

const audit = () => portal.database.query.selectFrom('audit').selectAll().orderBy('id').execute()
const sessions = () => portal.database.query.selectFrom('sessions').selectAll().execute()
const personOf = async (card: CardFile) => {
  const person = await findPersonByIdNumber(portal.database.query, card.holder?.nationalId ?? '')
  if (!person) throw new Error('the holder is not in the directory')
  return person
}

/** The holder of the card is assigned there, and nowhere else. */
async function assign(card: CardFile, ...assigned: readonly (readonly [{ readonly code: string }, AssignedRole])[]) {
  const { query } = portal.database
  const { id: personId } = await personOf(card)
  await query.deleteFrom('assignments').where('person_id', '=', personId).execute()
  for (const [{ code: institutionCode }, role] of assigned)
    await addAssignment(query, { personId, institutionCode, role, at: portal.clock.now() })
}

describe('an NHI card signs in', () => {
  it('with the reader’s security module and the holder’s password', async () => {
    const page = portal.page()
    const view = await signIn({ page })
    expect(view).toMatchObject({
      cardType: 'nhi',
      personName: '許測試',
      institution: { code: clinic.code, roles: ['user'] },
      passwordChange: 'none',
    })
    expect(await page.ask('GET /api/auth/session')).toEqual(view)
  })

  it('with a cloud module in an ordinary reader', async () => {
    const module = await cloudModule()
    expect(await signIn({ module, claims: { reader: 'ccid' } })).toMatchObject({ institution: { code: clinic.code } })
  })

  it('with a published test module, which no application stands behind', async () => {
    const institution = { code: '7777777777', name: '測試機構' }
    const module = await cloudModule({ institution, code: '907777777777' }, false)
    expect(await refusal({ module, claims: { reader: 'ccid' } })).toMatchObject({
      code: 'ERR_LOGIN_NOT_ASSIGNED',
      details: { institution: '7777777777' },
    })
  })

  it('and the session knows the module; the audit has its code, and that the holder was claimed', async () => {
    await signIn()
    expect(await sessions()).toMatchObject([
      { card_type: 'nhi', sam_institution_code: clinic.code, sam_module_code: sam.code },
    ])
    const { id } = await personOf(nhi())
    expect(await audit()).toMatchObject([
      { event: 'sign-in', code: null, person_id: id, detail: { module: sam.code, holder: 'claimed' } },
    ])
  })

  it('with a preset password, and has to change it first', async () => {
    const page = portal.page()
    expect(await signIn({ page, card: portal.card('nhi-preset') })).toMatchObject({ passwordChange: 'required' })
    expect(await page.refusal('GET /api/auth/sessions')).toMatchObject({ code: 'ERR_LOGIN_PASSWORD_UNCHANGED' })
  })

  it('with a one-time password once', async () => {
    const { id: personId } = await personOf(nhi())
    await portal.database.query.deleteFrom('passwords').where('person_id', '=', personId).execute()
    await givePassword(portal, personId, { kind: 'nhi-card', password: '7K2M-9QXD-4TFH', state: 'reset' })
    expect(await signIn({ password: '7K2M-9QXD-4TFH' })).toMatchObject({ passwordChange: 'required' })
    expect(await stateOf(portal, personId, 'nhi-card')).toBe('used')
    expect(await refusal({ password: '7K2M-9QXD-4TFH' })).toMatchObject({ code: 'ERR_LOGIN_PASSWORD_USED' })
  })
})

describe('which institution (the SAM is of B, which files through A; C is unrelated)', () => {
  const [a, b, c] = [hospital, station, pharmacy]
  let module: TestModule
  beforeEach(async () => {
    module = await cloudModule({ institution: b })
  })
  const attempt = (reader: 'nhi' | 'ccid') => ({ module, claims: { reader } }) as const

  it.each<[string, readonly (readonly [{ code: string }, AssignedRole])[], string[]]>([
    ['A only: straight in as A', [[a, 'user']], [a.code]],
    [
      'A and B: to choose from',
      [
        [a, 'user'],
        [b, 'user'],
      ],
      [a.code, b.code],
    ],
    [
      'A, B and C: C never shows',
      [
        [a, 'user'],
        [b, 'user'],
        [c, 'user'],
      ],
      [a.code, b.code],
    ],
    ['B only: straight in as B', [[b, 'manager']], [b.code]],
    [
      'A and C: straight in as A',
      [
        [a, 'user'],
        [c, 'user'],
      ],
      [a.code],
    ],
    [
      'manager but not user of A, and user of B: not as A',
      [
        [a, 'manager'],
        [b, 'user'],
      ],
      [b.code],
    ],
  ])('assigned at %s', async (_rule, assigned, expected) => {
    await assign(nhi(), ...assigned)
    const page = portal.page()
    const view = await signIn({ page, ...attempt('ccid') })
    expect(view.choices.map(({ code }) => code).toSorted()).toEqual(expected.toSorted())
    expect(view.institution?.code ?? null).toBe(expected.length === 1 ? expected[0] : null)
    const unreached = [a, b, c].find(({ code }) => !expected.includes(code))
    if (!unreached) throw new Error('the table names all three')
    // Nor does asking for it by hand.
    expect(await page.refusal('POST /api/auth/institution', { institution: unreached.code })).toMatchObject({
      code: 'ERR_REQUEST_NOT_ALLOWED',
    })
  })

  it.each<[string, readonly (readonly [{ code: string }, AssignedRole])[]]>([
    ['manager but not user of A', [[a, 'manager']]],
    ['C only', [[c, 'user']]],
    ['nowhere', []],
  ])('assigned at %s: nobody has assigned the holder, and B is named', async (_rule, assigned) => {
    await assign(nhi(), ...assigned)
    expect(await refusal(attempt('ccid'))).toMatchObject({
      status: 403,
      code: 'ERR_LOGIN_NOT_ASSIGNED',
      details: { institution: b.code },
    })
    expect(await audit()).toMatchObject([{ step: 'institution', code: 'ERR_LOGIN_NOT_ASSIGNED' }])
  })

  it('with the SAM of A, assigned at A: straight in as A, and B is not reached', async () => {
    await assign(nhi(), [a, 'user'], [b, 'user'])
    const own = await cloudModule({ institution: a, code: '901000000053' })
    const view = await signIn({ module: own, claims: { reader: 'ccid' } })
    expect(view.choices.map(({ code }) => code)).toEqual([a.code])
  })
})

describe('each step refuses', () => {
  type Make = () => Promise<Attempt> | Attempt
  const other = () => moduleOn(portal.card('sam-other'))

  it.each<[string, ErrorCode, string, Make, object?]>([
    ['parts', 'ERR_LOGIN_MALFORMED', 'no password', () => ({ password: null }), { field: 'password' }],
    ['parts', 'ERR_LOGIN_MALFORMED', 'a module beside a module', () => ({ beside: 'a.b.c' }), { field: 'module' }],
    ['module', 'ERR_SAM_FOREIGN', 'a card’s certificate', () => ({ module: { ...sam, ...ownCertificate() } })],
    [
      'module',
      'ERR_SAM_FOREIGN',
      'a production module',
      () => ({ module: moduleOn(portal.card('sam-production')) }),
      { reason: 'no-anchor' },
    ],
    [
      'module',
      'ERR_SAM_FOREIGN',
      'a module that was never recorded',
      async () => ({ module: await cloudModule({}, false) }),
      { reason: 'never recorded' },
    ],
    [
      'module',
      'ERR_SAM_EXPIRED',
      'an expired module',
      async () => ({ module: await cloudModule({ validity: [-30, -1] }) }),
    ],
    [
      'module',
      'ERR_SAM_NOT_YET_VALID',
      'a module of tomorrow',
      async () => ({ module: await cloudModule({ validity: [1, 30] }) }),
    ],
    [
      'module',
      'ERR_SAM_REVOKED',
      'a revoked module',
      async () => {
        await revokeSamModule(portal.database.query, sam.code, portal.clock.now())
        return {}
      },
      { module: '900000000012' },
    ],
    [
      'module',
      'ERR_SAM_REVOKED',
      'a module whose revocation was asked for',
      async () => {
        await setRevocationAsked(portal.database.query, sam.code, portal.clock.now())
        return {}
      },
    ],
    ['signature', 'ERR_LOGIN_SIGNATURE', 'a signature by another module', () => ({ keyOf: other() })],
    ['claims', 'ERR_LOGIN_ORIGIN', 'what was signed elsewhere', () => ({ claims: { origin: 'https://evil.example' } })],
    ['claims', 'ERR_LOGIN_ALTERED', 'another nonce', () => ({ claims: { nonce: 'A'.repeat(43) } }), { field: 'nonce' }],
    [
      'module',
      'ERR_LOGIN_ALTERED',
      'another institution than the module’s',
      () => ({ claims: { institution: pharmacy.code } }),
      { field: 'institution' },
    ],
    ['password', 'ERR_LOGIN_PASSWORD_WRONG', 'another password', () => ({ password: 'not-the-password' })],
    [
      'password',
      'ERR_LOGIN_PASSWORD_WRONG',
      'a holder whom the directory does not know',
      () => ({ claims: { holder: { idNumber: 'A299090153' } } }),
    ],
    [
      'institution',
      'ERR_LOGIN_NOT_ASSIGNED',
      'a module where nobody assigned the holder',
      () => ({ module: other() }),
      { institution: '5901999027' },
    ],
  ])('%s: %s for %s', async (step, code, _what, make, details) => {
    const page = portal.page()
    expect(await refusal({ page, ...(await make()) })).toMatchObject(details ? { code, details } : { code })
    expect(await audit()).toMatchObject([{ event: 'sign-in', step, code, card_type: 'nhi' }])
    expect(await sessions()).toEqual([])
    expect(page.cookies.has('__Host-session')).toBe(false)
  })

  const ownCertificate = () => {
    const { certificate } = portal.card('hca-personnel')
    return { certificate: certificate ?? '' }
  }

  it('the holder is looked at by the whole number: two who end alike are two', async () => {
    const { query } = portal.database
    const { id } = await personOf(nhi())
    await query.updateTable('people').set({ id_number: 'B299090117' }).where('id', '=', id).execute()
    expect(await refusal()).toMatchObject({ code: 'ERR_LOGIN_PASSWORD_WRONG' })
  })

  it('a wrong password is answered the same whether the holder is known or not, and counted for both', async () => {
    const attempts: Attempt[] = [{ password: 'not-the-password' }, { claims: { holder: { idNumber: 'A299090153' } } }]
    const answers = []
    for (const attempt of attempts) answers.push(await refusal(attempt))
    expect(answers[0]).toEqual(answers[1])
    const tries = await portal.database.query.selectFrom('password_tries').selectAll().execute()
    expect(tries).toHaveLength(2)
    expect(JSON.stringify(tries)).not.toContain('A299090153')
  })

  it('a module’s refusal costs no try at a password', async () => {
    await revokeSamModule(portal.database.query, sam.code, portal.clock.now())
    await refusal({ password: 'not-the-password' })
    expect(await portal.database.query.selectFrom('password_tries').selectAll().execute()).toEqual([])
  })

  it('a spare card and a card with a key of its own sign no assertion with a module', async () => {
    const page = portal.page()
    const challenge = await askChallenge(page, portal.card('hca-personnel'))
    const claims = claimsWithModule(nhi(), sam, challenge, { cardType: 'hca-spare' })
    expect(await page.refusal('POST /api/auth/assertion', { assertion: signWithModule(sam, claims) })).toMatchObject({
      code: 'ERR_LOGIN_MALFORMED',
      details: { field: 'cardType' },
    })
  })

  it('a personnel card’s own signature is none of a module’s, even under its holder’s ID number', async () => {
    const page = portal.page()
    const claims = claimsWithModule(nhi(), sam, await askChallenge(page, nhi()))
    const assertion = signWithCard(portal.card('hca-personnel'), claims)
    expect(await page.refusal('POST /api/auth/assertion', { assertion, password: passwordOf(nhi()) })).toMatchObject({
      code: 'ERR_SAM_FOREIGN',
    })
  })
})

describe('cloud modules are switched off in the back office', () => {
  const switchOff = (from: string) => writePortalSetting(portal.database.query, 'cloud-module-off', from)
  /** The day of the tests' clock, in Taiwan. */
  const today = '2026-03-02'
  const tomorrow = '2026-03-03'

  it('from the day that is set: refused, naming the NHI reader, and the portal says so beforehand', async () => {
    const module = await cloudModule()
    await switchOff(tomorrow)
    await signIn({ module, claims: { reader: 'ccid' } })
    expect(await portal.page().ask('GET /api/portal')).toMatchObject({ cloudModule: true })
    await switchOff(today)
    expect(await refusal({ module, claims: { reader: 'ccid' } })).toMatchObject({ status: 403, code: 'ERR_SAM_OFF' })
    expect(await portal.page().ask('GET /api/portal')).toMatchObject({ cloudModule: false })
  })

  it('a cloud module helps no further when the reader is said to be another', async () => {
    const module = await cloudModule()
    await switchOff(today)
    expect(await refusal({ module, claims: { reader: 'nhi' } })).toMatchObject({ code: 'ERR_SAM_OFF' })
  })

  it('the module on a card in the NHI reader goes on', async () => {
    await switchOff(today)
    expect(await signIn()).toMatchObject({ institution: { code: clinic.code } })
  })
})

describe('a session that a module has opened', () => {
  it('ends at its next request when the module is revoked, and the audit says why', async () => {
    const page = portal.page()
    await signIn({ page })
    await page.ask('GET /api/auth/session')
    await setRevocationAsked(portal.database.query, sam.code, portal.clock.now())
    expect(await page.refusal('GET /api/auth/session')).toMatchObject({ code: 'ERR_REQUEST_UNAUTHENTICATED' })
    expect(page.cookies.has('__Host-session')).toBe(false)
    expect(await sessions()).toMatchObject([{ end_reason: 'module-revoked' }])
    expect(await audit()).toMatchObject([
      { event: 'sign-in' },
      { event: 'session-end', detail: { reason: 'module-revoked' } },
    ])
  })

  it('of another module goes on', async () => {
    const page = portal.page()
    await signIn({ page })
    await revokeSamModule(portal.database.query, moduleOn(portal.card('sam-other')).code, portal.clock.now())
    await page.ask('GET /api/auth/session')
  })

  it('loses an institution of the module’s that it is taken from, and keeps the other', async () => {
    await assign(nhi(), [hospital, 'user'], [station, 'user'], [pharmacy, 'user'])
    const page = portal.page()
    await signIn({ page, module: await cloudModule({ institution: station }), claims: { reader: 'ccid' } })
    await assign(nhi(), [station, 'user'], [pharmacy, 'user'])
    const { choices } = await page.ask('GET /api/auth/session')
    expect(choices.map(({ code }) => code)).toEqual([station.code])
  })
})
