import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verificationReturn } from '../../../core/protocol/nhi-verification.ts'
import { newId } from '../../../server/db/new-id.ts'
import { publicKeysOf, sealToken } from '../../../server/support-sign-in/sealed-token.ts'
import type { Page } from '../page.ts'
import { person, support, vpn } from '../test-portal.ts'
import {
  answerIn,
  holder,
  openSupportPortal,
  seedHolder,
  stranger,
  type SupportPortal,
  unknown,
} from './support-portal.ts'

let portal: SupportPortal
beforeAll(async () => {
  portal = await openSupportPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  await seedHolder(portal)
  portal.messages.length = 0
  portal.state.failing = undefined
})
afterAll(async () => {
  await portal.close()
  await portal.service.stop()
})

const claim = (page: Page, { idNumber, phone }: { idNumber: string; phone: string } = holder) => ({
  idNumber,
  phone,
  jkt: page.jkt,
})
const send = (page: Page, who?: { idNumber: string; phone: string }) =>
  page.ask('POST /api/support-sign-in/phone', claim(page, who))
const enter = (page: Page, phone = holder.phone) =>
  page.ask('POST /api/support-sign-in/phone/code', { code: portal.codeFor(phone) })
const giveBack = (page: Page, address: string) =>
  page.refusal('POST /api/support-sign-in/phone/return', { answer: answerIn(address) })

describe('健保卡登入(無插卡)', () => {
  it('code, hand-over and signed return open a session bound to the page’s key', async () => {
    const page = portal.open()
    expect(await send(page)).toEqual({ seconds: 60, tries: 5 })
    expect(portal.messages).toMatchObject([
      { to: holder.phone, text: expect.stringContaining('60 秒內有效') as string },
    ])
    const { address } = await enter(page)
    expect(address.startsWith(`${portal.service.origin}/verify#request=`)).toBe(true)
    const back = await portal.verify(address, holder.cardNumber)
    expect(back.startsWith(`${support}/verified#return=`)).toBe(true)
    const view = await page.ask('POST /api/support-sign-in/phone/return', { answer: answerIn(back) })
    expect(view).toMatchObject({ platform: 'support', cardType: null, personName: person.name, passwordChange: 'none' })
    expect(await page.ask('GET /api/auth/session')).toMatchObject({ personName: person.name })
    const events = (await portal.auditRows()).map(({ event, code }) => [event, code])
    expect(events).toEqual([
      ['send-code', null],
      ['check-code', null],
      ['sign-in', null],
    ])
    expect(await page.stolen().refusal('GET /api/auth/session')).toMatchObject({ code: 'ERR_REQUEST_PROOF' })
  })

  it('what is typed in full width, with blanks and small letters is the same', async () => {
    const page = portal.open()
    await send(page, { idNumber: 'ａ199090017', phone: '0900-000 711' })
    expect(portal.messages[0]?.to).toBe(holder.phone)
  })

  it.each([
    ['an ID number with a wrong check digit', { ...holder, idNumber: 'A199090018' }, 'idNumber'],
    ['a number that is no mobile number', { ...holder, phone: '0223456789' }, 'phone'],
  ])('%s is refused before anything is sent', async (_what, who, field) => {
    const page = portal.open()
    const refusal = await page.refusal('POST /api/support-sign-in/phone', claim(page, who))
    expect(refusal).toEqual({ status: 400, code: 'ERR_REQUEST_MALFORMED', details: { field } })
    expect(portal.messages).toEqual([])
  })

  it('does not tell by any answer before the end whether somebody is known', async () => {
    for (const who of [holder, unknown]) {
      const page = portal.open()
      expect(await send(page, who)).toEqual({ seconds: 60, tries: 5 })
      expect((await enter(page, who.phone)).address).toContain('/verify#request=')
    }
  })

  it('is refused where number, card and person do not belong together, and to who is nobody here', async () => {
    const wrongCard = portal.open()
    await send(wrongCard)
    const refused = await portal.verify((await enter(wrongCard)).address, stranger.cardNumber, 3)
    expect(await giveBack(wrongCard, refused)).toEqual({ status: 403, code: 'ERR_LOGIN_NHI_REFUSED' })

    const wrongPhone = portal.open()
    await send(wrongPhone, { ...holder, phone: unknown.phone })
    const other = await portal.verify((await enter(wrongPhone, unknown.phone)).address, holder.cardNumber, 3)
    expect(await giveBack(wrongPhone, other)).toEqual({ status: 403, code: 'ERR_LOGIN_NHI_REFUSED' })

    const nobody = portal.open()
    await send(nobody, stranger)
    const verified = await portal.verify((await enter(nobody, stranger.phone)).address, stranger.cardNumber)
    expect(await giveBack(nobody, verified)).toEqual({ status: 403, code: 'ERR_LOGIN_NOT_ENROLLED' })
    const refusals = (await portal.auditRows()).filter(({ code }) => code !== null)
    expect(refusals).toHaveLength(3)
  })

  it('is not offered by the portals', async () => {
    const page = portal.page({ origin: vpn })
    expect((await page.call('POST /api/support-sign-in/phone', claim(page))).status).toBe(404)
  })

  it('leaves neither number in log, audit or counts', async () => {
    const page = portal.open()
    await send(page)
    const back = await portal.verify((await enter(page)).address, holder.cardNumber)
    await page.ask('POST /api/support-sign-in/phone/return', { answer: answerIn(back) })
    const audit = await portal.database.query.selectFrom('audit').selectAll().execute()
    const counts = await portal.database.query.selectFrom('audit_counts').selectAll().execute()
    const limits = await portal.database.query.selectFrom('rate_limits').selectAll().execute()
    const written = JSON.stringify([portal.logged, audit, counts, limits])
    for (const secret of [holder.phone, holder.idNumber, holder.cardNumber]) expect(written).not.toContain(secret)
  })
})

describe('the code', () => {
  it('may be entered five times, and then not even rightly', async () => {
    const page = portal.open()
    await send(page)
    const right = portal.codeFor(holder.phone)
    const wrong = right === '000000' ? '000001' : '000000'
    for (const left of [4, 3, 2, 1, 0]) {
      const refusal = await page.refusal('POST /api/support-sign-in/phone/code', { code: wrong })
      expect(refusal).toEqual({ status: 403, code: 'ERR_LOGIN_CODE_WRONG', details: { left } })
    }
    const late = await page.refusal('POST /api/support-sign-in/phone/code', { code: right })
    expect(late).toEqual({ status: 403, code: 'ERR_LOGIN_CODE_OVER' })
  })

  it('of a thousand tries at once five are looked at', async () => {
    const page = portal.open()
    await send(page)
    const right = portal.codeFor(holder.phone)
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, at) => {
        const guess = portal.page({ origin: support, address: `203.0.113.${at % 200}` })
        for (const [name, value] of page.cookies) guess.cookies.set(name, value)
        const code = String((Number(right) + 1 + at) % 1_000_000).padStart(6, '0')
        return guess.refusal('POST /api/support-sign-in/phone/code', { code })
      }),
    )
    const codes = answers.map(({ code }) => code)
    expect(codes.filter((code) => code === 'ERR_LOGIN_CODE_WRONG')).toHaveLength(5)
    expect(codes.filter((code) => code === 'ERR_LOGIN_CODE_OVER')).toHaveLength(995)
  })

  it('is good for its time, once, and for the browser that asked', async () => {
    const page = portal.open()
    await send(page)
    const code = portal.codeFor(holder.phone)
    const thief = portal.open()
    const over = { status: 403, code: 'ERR_LOGIN_CODE_OVER' }
    expect(await thief.refusal('POST /api/support-sign-in/phone/code', { code })).toEqual(over)
    const once = await Promise.all([1, 2, 3].map(() => page.call('POST /api/support-sign-in/phone/code', { code })))
    expect(once.map(({ status }) => status).toSorted()).toEqual([200, 403, 403])
    await send(page)
    portal.clock.advance(61)
    expect(await page.refusal('POST /api/support-sign-in/phone/code', { code: portal.codeFor(holder.phone) })).toEqual(
      over,
    )
  })
})

describe('messages', () => {
  const tooMany = 'ERR_REQUEST_TOO_MANY'

  it('of a thousand at once to one number five are sent, whoever asks from wherever', async () => {
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, at) => {
        const page = portal.page({ origin: support, address: `198.51.${at >> 8}.${at & 255}` })
        return page.call('POST /api/support-sign-in/phone', claim(page))
      }),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(portal.messages).toHaveLength(5)
  })

  it('are limited for an ID number too, whatever numbers are given', async () => {
    for (const digit of [1, 2, 3, 4, 5]) await send(portal.open(), { ...holder, phone: `090000080${digit}` })
    const page = portal.open()
    const refusal = await page.refusal('POST /api/support-sign-in/phone', claim(page))
    expect(refusal).toMatchObject({ status: 429, code: tooMany })
    portal.clock.advance(3601)
    await send(portal.open(), { ...holder, phone: '0900000806' })
  })

  it('and for an address', async () => {
    const one = () => {
      const page = portal.open({ address: '192.0.2.77' })
      return page.call('POST /api/support-sign-in/phone', claim(page, { ...unknown }))
    }
    for (let at = 0; at < 60; at++) await one()
    expect((await one()).status).toBe(429)
    expect((await portal.refusalCounts()).map(({ step }) => step)).toContain('rate')
    const page = portal.open({ address: '192.0.2.78' })
    expect((await page.call('POST /api/support-sign-in/phone', claim(page))).status).toBe(200)
  })

  it('that the gateway does not take are told of', async () => {
    portal.state.failing = new Error('down')
    const page = portal.open()
    const refusal = await page.refusal('POST /api/support-sign-in/phone', claim(page))
    expect(refusal).toEqual({ status: 503, code: 'ERR_LOGIN_CODE_UNSENT' })
  })
})

describe('the return', () => {
  const refused = { status: 400, code: 'ERR_LOGIN_NHI_RETURN' }
  async function handedOver() {
    const page = portal.open()
    await send(page)
    return { page, address: (await enter(page)).address }
  }
  const seal = (changes: object, keys = portal.keys.service) => {
    const iat = Math.floor(portal.clock.now().getTime() / 1000)
    const claims = {
      iss: portal.service.origin,
      aud: support,
      iat,
      exp: iat + 60,
      jti: newId(portal.clock.now()),
      purpose: 'holder-verified',
      inReplyTo: newId(portal.clock.now()),
      outcome: 'verified',
      idNumber: holder.idNumber,
      ...changes,
    }
    return sealToken({ own: keys, theirs: publicKeysOf(portal.keys.own) }, claims)
  }
  const requestIdOf = async () => {
    const row = await portal.database.query.selectFrom('phone_checks').select('id').executeTakeFirstOrThrow()
    return row.id
  }

  it('is taken once', async () => {
    const { page, address } = await handedOver()
    const back = await portal.verify(address, holder.cardNumber)
    const answers = await Promise.all(
      [1, 2, 3].map(() => page.call('POST /api/support-sign-in/phone/return', { answer: answerIn(back) })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400])
  })

  it('of another browser opens nothing', async () => {
    const { address } = await handedOver()
    const back = await portal.verify(address, holder.cardNumber)
    expect(await giveBack(portal.open(), back)).toEqual(refused)
    const own = await handedOver()
    expect(await giveBack(own.page, back)).toEqual(refused)
  })

  it.each([
    ['signed by another', (id: string) => seal({ inReplyTo: id }, portal.keys.own)],
    ['for another site', (id: string) => seal({ inReplyTo: id, aud: vpn })],
    ['from another service', (id: string) => seal({ inReplyTo: id, iss: 'https://other.example' })],
    [
      'that ran out',
      (id: string) => seal({ inReplyTo: id, exp: Math.floor(portal.clock.now().getTime() / 1000) - 61 }),
    ],
    ['about somebody else', (id: string) => seal({ inReplyTo: id, idNumber: stranger.idNumber })],
    ['to another request', () => seal({})],
    ['with a member more', (id: string) => seal({ inReplyTo: id, more: 1 })],
    ['that is nonsense', () => Promise.resolve('a.b.c.d.e')],
  ])('%s opens nothing, and uses the request up', async (_what, make) => {
    const { page, address } = await handedOver()
    const answer = await make(await requestIdOf())
    expect(await page.refusal('POST /api/support-sign-in/phone/return', { answer })).toEqual(refused)
    const good = await portal.verify(address, holder.cardNumber)
    expect(await giveBack(page, good)).toEqual(refused)
  })

  it('made as the service makes it is taken, so that the ones above can fail', async () => {
    const { page } = await handedOver()
    const answer = await seal({ inReplyTo: await requestIdOf() })
    expect(verificationReturn.shape.outcome.options).toEqual(['verified', 'refused'])
    expect(await page.ask('POST /api/support-sign-in/phone/return', { answer })).toMatchObject({
      personName: person.name,
    })
  })

  it('that comes too late opens nothing', async () => {
    const { page, address } = await handedOver()
    const back = await portal.verify(address, holder.cardNumber)
    portal.clock.advance(181)
    expect(await giveBack(page, back)).toEqual(refused)
  })
})
