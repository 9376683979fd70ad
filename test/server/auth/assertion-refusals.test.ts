import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { makeEcCard } from '../ec-card.ts'
import type { Page } from '../page.ts'
import { claimsFor, signWithCard } from '../sign-with-card.ts'
import { internet } from '../test-portal.ts'
import { askChallenge, type CardPortal, openCardPortal } from './card-portal.ts'
import { encode, ForgedAssertion } from './forged-assertion.ts'

/**
 * What an assertion must not get away with, tried on the route itself: replayed, bound to something else, late, spelled
 * another way. Where it can be, it is the card that signed what is sent, as if a program on the holder's computer had
 * driven it: then no bad signature hides that something else is not looked at.
 */
let portal: CardPortal
let personnel: CardFile
let curve: CardFile
beforeAll(async () => {
  portal = await openCardPortal()
  personnel = portal.card('hca-personnel')
  curve = await makeEcCard(portal.pki)
})
beforeEach(() => portal.startOver())
afterAll(() => portal.close())

interface Refusal {
  readonly step: string
  readonly code: ErrorCode
  readonly details?: object
}
const malformed = (field: string, step = 'parse'): Refusal => ({
  step,
  code: 'ERR_LOGIN_MALFORMED',
  details: { field },
})
const altered = (field: string, step = 'claims'): Refusal => ({ step, code: 'ERR_LOGIN_ALTERED', details: { field } })
const notByThisKey: Refusal = { step: 'signature', code: 'ERR_LOGIN_SIGNATURE' }
const noChallenge: Refusal = { step: 'challenge', code: 'ERR_LOGIN_CHALLENGE' }
/** There is one, and it is not good here and now. */
const challengeNotGood: Refusal = { ...noChallenge }

const sessions = () => portal.database.query.selectFrom('sessions').selectAll().execute()
const forge = async (page: Page, card = personnel) => new ForgedAssertion(card, await askChallenge(page, card))
const signIn = (page: Page, assertion: string) => page.ask('POST /api/auth/assertion', { assertion })

/** How often callers without a challenge were refused. */
const counted = async () => (await portal.refusalCounts()).reduce((sum, { count }) => sum + count, 0)

/** The answer, the one new row of the audit or one more in its counts, and no session more than before. */
async function expectRefused(page: Page, assertion: string, refused: Refusal): Promise<void> {
  const { step, code, details } = refused
  const [audit, count, open] = [await portal.auditRows(), await counted(), await sessions()]
  const cookie = page.cookies.get('__Host-session')
  const refusal = await page.refusal('POST /api/auth/assertion', { assertion })
  expect(refusal).toMatchObject(details ? { code, details } : { code })
  const isCounted = refused === noChallenge
  expect((await portal.auditRows()).slice(audit.length)).toEqual(isCounted ? [] : [{ event: 'sign-in', step, code }])
  expect(await counted()).toBe(isCounted ? count + 1 : count)
  expect(await sessions()).toEqual(open)
  expect(page.cookies.get('__Host-session')).toBe(cookie)
}

describe('before it is forged it is good', () => {
  it.each<[string, () => CardFile, (forged: ForgedAssertion) => string]>([
    ['from an RSA card', () => personnel, ({ token }) => token],
    ['from a P-256 card', () => curve, ({ token }) => token],
    ['put together anew from its header', () => personnel, (it) => it.withHeader(it.header)],
    ['put together anew from the members of its header', () => personnel, (it) => it.withHeaderMembers({})],
    ['put together anew from its payload', () => personnel, (it) => it.withPayload(it.payload)],
  ])('%s', async (_, card, make) => {
    const page = portal.page()
    await signIn(page, make(await forge(page, card())))
    expect(await sessions()).toHaveLength(1)
  })
})

describe('replayed', () => {
  it('by the page that signed in with it', async () => {
    const page = portal.page()
    const { token } = await forge(page)
    await signIn(page, token)
    await expectRefused(page, token, noChallenge)
  })

  it('with the cookie that it was first sent with', async () => {
    const page = portal.page()
    const { token } = await forge(page)
    const preSession = page.cookies.get('__Host-pre-session') ?? ''
    await signIn(page, token)
    page.cookies.set('__Host-pre-session', preSession)
    await expectRefused(page, token, noChallenge)
  })

  it('after a refusal, when nothing was wrong with it', async () => {
    const page = portal.page()
    const forged = await forge(page)
    await expectRefused(page, forged.claiming({ nonce: 'A'.repeat(43) }), altered('nonce'))
    await expectRefused(page, forged.token, noChallenge)
  })

  it('in answer to another challenge of the same page', async () => {
    const page = portal.page()
    const { token } = await forge(page)
    await signIn(page, token)
    await askChallenge(page, personnel)
    await expectRefused(page, token, altered('nonce'))
  })

  it('by another browser, before it is used', async () => {
    const { token } = await forge(portal.page())
    const thief = portal.page()
    await expectRefused(thief, token, noChallenge)
    await askChallenge(thief, personnel)
    await expectRefused(thief, token, altered('nonce'))
  })

  it.each([
    ['the other', (token: string) => token, twin],
    ['the first', twin, (token: string) => token],
  ])(
    'as the other of the two ECDSA signatures that are good at once (high S and low): %s',
    async (_, first, second) => {
      const page = portal.page()
      const { token } = await forge(page, curve)
      const preSession = page.cookies.get('__Host-pre-session') ?? ''
      expect(twin(token)).not.toBe(token)
      await signIn(page, first(token))
      page.cookies.set('__Host-pre-session', preSession)
      await expectRefused(page, second(token), noChallenge)
    },
  )
})

/** (r, n − s) is a good signature wherever (r, s) is, and anybody can work it out. */
function twin(token: string): string {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  const [header = '', payload = '', signature = ''] = token.split('.')
  const raw = Buffer.from(signature, 'base64url')
  const s = order - BigInt(`0x${raw.toString('hex', 32)}`)
  return `${header}.${payload}.${encode(Buffer.concat([raw.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex')]))}`
}

describe('bound to something else', () => {
  it.each<[string, (forged: ForgedAssertion) => string, Refusal]>([
    [
      'another origin',
      (it) => it.claiming({ origin: 'https://evil.example' }),
      { step: 'claims', code: 'ERR_LOGIN_ORIGIN', details: { origin: 'https://evil.example' } },
    ],
    [
      'the origin of our other platform',
      (it) => it.claiming({ origin: internet }),
      { step: 'claims', code: 'ERR_LOGIN_ORIGIN', details: { origin: internet } },
    ],
    ['another audience', (it) => it.claiming({ aud: 'https://evil.example' }), altered('aud')],
    ['the audience of our other platform', (it) => it.claiming({ aud: internet }), altered('aud')],
    [
      'another purpose',
      (it) => it.claiming({ purpose: 'confirm', confirm: { action: 'a', subject: 's', words: 'w' } }),
      altered('purpose'),
    ],
    ['a purpose without what it asks for', (it) => it.claiming({ purpose: 'confirm' }), malformed('confirm')],
    [
      'what no sign-in says',
      (it) => it.claiming({ confirm: { action: 'a', subject: 's', words: 'w' } }),
      malformed('payload'),
    ],
    ['another nonce', (it) => it.claiming({ nonce: 'A'.repeat(43) }), altered('nonce')],
    ['another name of the challenge', (it) => it.claiming({ jti: 'A'.repeat(22) }), altered('jti')],
    ['another beginning', (it) => it.claiming({ iat: it.challenge.iat + 1 }), altered('iat')],
    ['a later end', (it) => it.claiming({ exp: it.challenge.exp + 1 }), altered('exp')],
    ['another page’s key', (it) => it.claiming({ cnf: { jkt: 'B'.repeat(43) } }), altered('cnf')],
  ])('%s', async (_, make, refusal) => {
    const page = portal.page()
    await expectRefused(page, make(await forge(page)), refusal)
  })

  it('another institution than the one whose card it is', async () => {
    const page = portal.page()
    const forged = await forge(page, portal.card('hca-institution'))
    expect(forged.payload).toContain('"institution":"3501999018"')
    await expectRefused(page, forged.claiming({ institution: '5901999027' }), altered('institution', 'institution'))
  })

  it('our other platform, with the cookies of this one', async () => {
    const page = portal.page()
    const { token } = await forge(page)
    const elsewhere = portal.page({ origin: internet })
    for (const [name, value] of page.cookies) elsewhere.cookies.set(name, value)
    await expectRefused(elsewhere, token, challengeNotGood)
  })
})

describe('late, by the server’s clock', () => {
  it.each([300, 301])('%i seconds after the challenge', async (seconds) => {
    const page = portal.page()
    const { token } = await forge(page)
    portal.clock.advance(seconds)
    await expectRefused(page, token, challengeNotGood)
  })

  it('and not in the last second', async () => {
    const page = portal.page()
    const { token } = await forge(page)
    portal.clock.advance(299)
    await signIn(page, token)
  })
})

describe('encoded another way', () => {
  // One part changed, under the card's own signature over just that.
  const inHeader = (change: (part: string) => string) => (it: ForgedAssertion) =>
    it.signed(change(encode(it.header)), encode(it.payload))
  const inPayload = (change: (part: string) => string) => (it: ForgedAssertion) =>
    it.signed(encode(it.header), change(encode(it.payload)))
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  // 256 octets leave four bits of the last letter without a meaning.
  const withUnusedBit = (token: string) => token.slice(0, -1) + letters.charAt(letters.indexOf(token.slice(-1)) + 1)

  it.each<[string, (forged: ForgedAssertion) => string, Refusal]>([
    ['padding behind the header', inHeader((it) => `${it}==`), malformed('header')],
    ['padding behind the payload', inPayload((it) => `${it}=`), malformed('payload')],
    ['padding behind the signature', ({ token }) => `${token}==`, malformed('signature')],
    ['a space in front', inHeader((it) => ` ${it}`), malformed('header')],
    ['a space in the payload', inPayload((it) => `${it.slice(0, 40)} ${it.slice(40)}`), malformed('payload')],
    ['a space behind', ({ token }) => `${token} `, malformed('signature')],
    ['lines', inPayload((it) => it.replaceAll(/.{64}/g, '$&\r\n')), malformed('payload')],
    ['a line break behind', ({ token }) => `${token}\n`, malformed('signature')],
    ['the letters + and /', ({ token }) => token.replaceAll('-', '+').replaceAll('_', '/'), malformed('signature')],
    ['unused bits that are set', ({ token }) => withUnusedBit(token), malformed('signature')],
    ['a part too few', ({ token }) => token.slice(0, token.lastIndexOf('.')), malformed('parts')],
    ['a part too many', ({ token }) => `${token}.`, malformed('parts')],
    ['no signature', ({ token }) => token.slice(0, token.lastIndexOf('.') + 1), malformed('signature')],
    ['a letter behind the payload', inPayload((it) => `${it}A`), malformed('payload')],
    [
      'octets behind the signature',
      (it) => it.withSignature(Buffer.concat([it.signature, Buffer.alloc(3)])),
      notByThisKey,
    ],
    [
      'a zero before the signature',
      (it) => it.withSignature(Buffer.concat([Buffer.alloc(1), it.signature])),
      notByThisKey,
    ],
  ])('%s', async (_, make, refusal) => {
    const page = portal.page()
    await expectRefused(page, make(await forge(page)), refusal)
  })

  it('R and S in DER, as the card has them', async () => {
    const page = portal.page()
    const forged = await forge(page, curve)
    await expectRefused(page, forged.withSignature(forged.sign('ES256 in DER')), notByThisKey)
  })
})

describe('spelled another way, header', () => {
  it.each<[string, (forged: ForgedAssertion) => string, string]>([
    ['a member twice', (it) => it.withHeader(it.header.replace('{', '{"alg":"RS256",')), 'header'],
    ['a member twice, the first another', (it) => it.withHeader(it.header.replace('{', '{"alg":"none",')), 'header'],
    ['a space', (it) => it.withHeader(it.header.replace(':', ': ')), 'header'],
    ['members in another order', (it) => it.withHeader(JSON.stringify(reversed(JSON.parse(it.header)))), 'header'],
    ['an escaped letter', (it) => it.withHeader(it.header.replace('RS256', '\\u0052S256')), 'header'],
    ['something behind it', (it) => it.withHeader(`${it.header} `), 'header'],
    ['jwk', (it) => it.withHeaderMembers({ jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } }), 'header'],
    ['jku', (it) => it.withHeaderMembers({ jku: 'https://evil.example/keys' }), 'header'],
    ['x5u', (it) => it.withHeaderMembers({ x5u: 'https://evil.example/certificate' }), 'header'],
    ['kid', (it) => it.withHeaderMembers({ kid: '1' }), 'header'],
    ['crit', (it) => it.withHeaderMembers({ crit: ['exp'], exp: 1 }), 'header'],
    ['b64', (it) => it.withHeaderMembers({ b64: false, crit: ['b64'] }), 'header'],
    ['zip', (it) => it.withHeaderMembers({ zip: 'DEF' }), 'header'],
    ['another typ', (it) => it.withHeaderMembers({ typ: 'JWT' }), 'typ'],
  ])('%s', async (_, make, field) => {
    const page = portal.page()
    await expectRefused(page, make(await forge(page)), malformed(field))
  })
})

describe('spelled another way, payload', () => {
  it.each<[string, (payload: string) => string]>([
    ['a member twice', (it) => it.replace('"v":1', '"v":1,"v":1')],
    ['a member twice, the first another', (it) => it.replace('{', '{"aud":"https://evil.example",')],
    ['a space', (it) => it.replace(':', ': ')],
    ['a line break behind it', (it) => `${it}\n`],
    ['another value behind it', (it) => `${it}{}`],
    ['members in another order', (it) => JSON.stringify(reversed(JSON.parse(it)))],
    ['an escaped letter', (it) => it.replace('"login"', '"\\u006cogin"')],
    ['another form of a number', (it) => it.replace('"v":1', '"v":1.0')],
    ['a byte order mark', (it) => `\ufeff${it}`],
    ['a member that nobody knows', (it) => it.replace('"v":1', '"v":1,"w":1')],
  ])('%s', async (_, change) => {
    const page = portal.page()
    const forged = await forge(page)
    expect(change(forged.payload)).not.toBe(forged.payload)
    await expectRefused(page, forged.withPayload(change(forged.payload)), malformed('payload'))
  })
})

const reversed = (members: object) => Object.fromEntries(Object.entries(members).toReversed())

describe('by another algorithm', () => {
  it.each<[string, (forged: ForgedAssertion) => string, Refusal]>([
    ['RS384, signed so', (it) => it.withHeaderMembers({ alg: 'RS384' }, 'RS384'), malformed('alg')],
    ['PS256, signed so', (it) => it.withHeaderMembers({ alg: 'PS256' }, 'PS256'), malformed('alg')],
    ['PS256, signed as RS256 is', (it) => it.withHeaderMembers({ alg: 'PS256' }), malformed('alg')],
    ['RS256 that is signed as RS384 is', (it) => it.withHeader(it.header, 'RS384'), notByThisKey],
    ['RS256 that is signed as PS256 is', (it) => it.withHeader(it.header, 'PS256'), notByThisKey],
    ['ES256 with an RSA key', (it) => it.withHeaderMembers({ alg: 'ES256' }), malformed('alg', 'algorithm')],
    [
      'HS256, with the public key as the secret',
      (it) => it.withHeaderMembers({ alg: 'HS256' }, 'HS256'),
      malformed('alg'),
    ],
    ['none', (it) => it.withHeaderMembers({ alg: 'none' }), malformed('alg')],
    ['none, without a signature', (it) => it.withHeaderMembers({ alg: 'none' }, 'none'), malformed('signature')],
    ['rs256 in small letters', (it) => it.withHeaderMembers({ alg: 'rs256' }), malformed('alg')],
  ])('%s', async (_, make, refusal) => {
    const page = portal.page()
    await expectRefused(page, make(await forge(page)), refusal)
  })

  it.each<[string, Refusal]>([
    ['RS256', malformed('alg', 'algorithm')],
    ['ES384', malformed('alg')],
  ])('%s with a P-256 key', async (alg, refusal) => {
    const page = portal.page()
    const forged = await forge(page, curve)
    await expectRefused(page, forged.withHeaderMembers({ alg }, 'ES256'), refusal)
  })
})

describe('with another certificate', () => {
  it.each<[string, (forged: ForgedAssertion) => string, Refusal]>([
    [
      'the card’s and its authority’s',
      (it) => it.withHeaderMembers({ x5c: [it.card.certificate, it.card.issuerCertificate] }),
      malformed('x5c'),
    ],
    [
      'the card’s twice',
      (it) => it.withHeaderMembers({ x5c: [it.card.certificate, it.card.certificate] }),
      malformed('x5c'),
    ],
    ['none', (it) => it.withHeaderMembers({ x5c: [] }), malformed('x5c')],
    [
      'another person’s of the same kind',
      (it) => it.withHeaderMembers({ x5c: [portal.card('hca-personnel-unassigned').certificate] }),
      notByThisKey,
    ],
    [
      'an institution’s',
      (it) => it.withHeaderMembers({ x5c: [portal.card('hca-institution').certificate] }),
      { step: 'policy', code: 'ERR_CERT_POLICY' },
    ],
    [
      'the card’s, with an octet behind it',
      (it) => it.withHeaderMembers({ x5c: [withOctetBehind(it.card)] }),
      { step: 'path', code: 'ERR_CERT_MALFORMED' },
    ],
    [
      'the card’s, in base64url',
      (it) => it.withHeaderMembers({ x5c: [encode(Buffer.from(it.card.certificate ?? '', 'base64'))] }),
      malformed('x5c'),
    ],
    [
      'the card’s, in lines',
      (it) => it.withHeaderMembers({ x5c: [(it.card.certificate ?? '').replaceAll(/.{64}/g, '$&\n')] }),
      malformed('x5c'),
    ],
  ])('%s', async (_, make, refusal) => {
    const page = portal.page()
    await expectRefused(page, make(await forge(page)), refusal)
  })

  const withOctetBehind = ({ certificate }: CardFile) =>
    Buffer.concat([Buffer.from(certificate ?? '', 'base64'), Buffer.alloc(1)]).toString('base64')

  it('its own, and the signature of another card', async () => {
    const page = portal.page()
    const { challenge } = await forge(page)
    const token = signWithCard(personnel, claimsFor(personnel, challenge), portal.card('hca-personnel-unassigned'))
    await expectRefused(page, token, notByThisKey)
  })
})
