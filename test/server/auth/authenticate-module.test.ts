import { createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { moduleAuthenticationMessage } from '../../../core/cards/module-authentication.ts'
import { revokeSamModule } from '../../../server/db/tables/sam-modules.ts'
import { claimsFor, signWithCard } from '../sign-with-card.ts'
import { moduleOn, signWithModule, type TestModule } from '../sign-with-module.ts'
import { askChallenge, type CardPortal, openCardPortal } from './card-portal.ts'

let portal: CardPortal
let sam: TestModule
beforeAll(async () => {
  portal = await openCardPortal()
  sam = moduleOn(portal.card('sam'))
})
beforeEach(() => portal.startOver())
afterAll(() => portal.close())

const random = Uint8Array.from({ length: 16 }, (_, index) => index)
const request = (module: { readonly certificate: string } = sam) => ({
  certificate: module.certificate,
  random: Buffer.from(random).toString('base64url'),
})
const route = 'POST /api/auth/module-authentication'
const audit = () => portal.database.query.selectFrom('audit').selectAll().execute()

/** A page in the middle of a sign-in. */
async function signingIn() {
  const page = portal.page()
  return { page, challenge: await askChallenge(page, portal.card('hca-personnel')) }
}

describe('a security module is authenticated', () => {
  it('by a signature that its card takes, of the portal’s own key over its code and its random number', async () => {
    const { page } = await signingIn()
    const { response } = await page.ask(route, request())
    const jwk = { ...portal.card('sam').authenticationKey }
    const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const
    const message = moduleAuthenticationMessage(sam.code, random)
    expect(verify('sha256', message, key, Buffer.from(response, 'base64url'))).toBe(true)
    expect(await audit()).toMatchObject([{ event: 'authenticate-module', code: null, detail: { module: sam.code } }])
  })

  it('in the middle of a sign-in, whose challenge stays good', async () => {
    const { page, challenge } = await signingIn()
    await page.ask(route, request())
    await page.ask(route, request())
    const card = portal.card('hca-personnel')
    const claims = claimsFor(card, challenge, { reader: 'nhi' })
    const answer = { assertion: signWithCard(card, claims), module: signWithModule(sam, claims) }
    expect(await page.ask('POST /api/auth/assertion', answer)).toMatchObject({ cardType: 'hca-personnel' })
  })

  it('for nobody who is not signing in, nor after the challenge has run out', async () => {
    expect(await portal.page().refusal(route, request())).toMatchObject({ code: 'ERR_LOGIN_CHALLENGE' })
    const { page } = await signingIn()
    portal.clock.advance(301)
    expect(await page.refusal(route, request())).toMatchObject({ code: 'ERR_LOGIN_CHALLENGE' })
  })

  it('not when it is revoked, and the audit says so', async () => {
    await revokeSamModule(portal.database.query, sam.code, portal.clock.now())
    const { page } = await signingIn()
    expect(await page.refusal(route, request())).toEqual({
      status: 403,
      code: 'ERR_SAM_REVOKED',
      details: { module: sam.code },
    })
    expect(await audit()).toMatchObject([{ event: 'authenticate-module', step: 'module', code: 'ERR_SAM_REVOKED' }])
  })

  it('not when it is another environment’s, or no module at all', async () => {
    const { page } = await signingIn()
    const production = moduleOn(portal.card('sam-production'))
    expect(await page.refusal(route, request(production))).toMatchObject({ code: 'ERR_SAM_FOREIGN' })
    const certificate = portal.card('hca-personnel').certificate ?? ''
    expect(await page.refusal(route, request({ certificate }))).toMatchObject({ code: 'ERR_SAM_FOREIGN' })
    expect(await page.refusal(route, request({ certificate: 'MAEA' }))).toMatchObject({ code: 'ERR_SAM_FOREIGN' })
  })

  it.each([
    ['certificate', { certificate: 'not base64!' }],
    ['random', { random: 'short' }],
  ])('not with a %s of another form', async (field, changes) => {
    const { page } = await signingIn()
    expect(await page.refusal(route, { ...request(), ...changes })).toMatchObject({
      code: 'ERR_REQUEST_MALFORMED',
      details: { field },
    })
  })
})
