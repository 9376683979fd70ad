import { buffer } from 'node:stream/consumers'
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Challenge } from '../../../core/assertion/claims.ts'
import { fromBase64 } from '../../../core/bytes/base64.ts'
import { fingerprint } from '../../../core/pki/fingerprint.ts'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import type { DemoPki } from '../../../demo/pki/demo-pki.ts'
import { makeTestPki } from '../../demo/test-pki.ts'
import { answerOcsp } from '../../../demo/pki/ocsp.ts'
import { createCardTrust } from '../../../server/card-trust.ts'
import { newId } from '../../../server/db/new-id.ts'
import { addStatusException } from '../../../server/db/tables/status-exceptions.ts'
import { seedDemo } from '../../../server/seed-demo.demo.ts'
import { SettableClock } from '../settable-clock.ts'
import { claimsFor, signWithCard } from '../sign-with-card.ts'
import { openTestPortal, type TestPortal } from '../test-portal.ts'

/** A portal whose HCA publishes no list: the status of its cards comes from a responder on loopback, or from nowhere. */
let pki: DemoPki
let portal: TestPortal
let responder: Server
let isAway: boolean

beforeAll(async () => {
  pki = await makeTestPki(new SettableClock().now())
  responder = createServer((request, response) => {
    void buffer(request).then(async (body) => {
      if (isAway) return response.destroy()
      const answer = await answerOcsp(pki, new Uint8Array(body), portal.clock.now())
      return response.setHeader('Content-Type', 'application/ocsp-response').end(answer)
    })
  }).listen(0, '127.0.0.1')
  await once(responder, 'listening')
  const address = responder.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  const ocspUrl = `http://127.0.0.1:${address.port}/ocsp`
  portal = await openTestPortal(({ database, clock, log }) => ({
    cards: createCardTrust({
      rows: [
        {
          cardType: 'hca-personnel',
          environment: 'test',
          sha256: fingerprint(authority()),
          certificate: authority(),
          crlUrls: [],
          ocspUrl,
        },
      ],
      query: database.query,
      clock,
      log,
      fetch,
    }),
  }))
})
beforeEach(async () => {
  isAway = false
  portal.logged.length = 0
  await portal.database.clear()
  await seedDemo(portal, pki)
  await portal.database.query.deleteFrom('audit').execute()
  // An answer is kept for an hour, and a responder that was away is left alone for half a minute.
  portal.clock.advance(3600)
})
afterAll(async () => {
  responder.closeAllConnections()
  responder.close()
  await portal.close()
})

const authority = () => fromBase64(pki.authorities.HCA.certificate)
const card = (id: string): CardFile => {
  const file = pki.cards.find((candidate) => candidate.id === id)
  if (!file) throw new Error(`there is no demo card ${id}`)
  return file
}
const assertionOf = async (page: ReturnType<TestPortal['page']>, id: string) => {
  const { cardType } = card(id)
  const challenge: Challenge = await page.ask('POST /api/auth/challenge', { jkt: page.jkt, cardType })
  return { assertion: signWithCard(card(id), claimsFor(card(id), challenge)) }
}
const signIn = async (id: string) => {
  const page = portal.page()
  return await page.ask('POST /api/auth/assertion', await assertionOf(page, id))
}
const refusal = async (id: string) => {
  const page = portal.page()
  return await page.refusal('POST /api/auth/assertion', await assertionOf(page, id))
}
const auditRows = () =>
  portal.database.query.selectFrom('audit').select(['event', 'step', 'code', 'detail']).orderBy('id').execute()
const openException = async () => {
  const now = portal.clock.now()
  const id = newId(now)
  await addStatusException(portal.database.query, {
    id,
    authoritySha256: fingerprint(authority()),
    openFrom: now,
    openUntil: new Date(now.getTime() + 3_600_000),
    reason: 'the responder is down',
    setBy: 'operator-1',
  })
  return id
}

describe('a sign-in that a responder judges', () => {
  it('is like any other in the audit when the card is good', async () => {
    expect(await signIn('hca-personnel')).toMatchObject({ personName: '林示範' })
    expect(await auditRows()).toEqual([{ event: 'sign-in', step: null, code: null, detail: null }])
  })

  it('is refused at the step revocation when it is not', async () => {
    expect(await refusal('hca-personnel-revoked')).toMatchObject({ code: 'ERR_CERT_REVOKED' })
    expect(await auditRows()).toEqual([
      { event: 'sign-in', step: 'revocation', code: 'ERR_CERT_REVOKED', detail: { reason: 'revoked' } },
    ])
  })

  it('is refused there too when it does not answer, and the audit says why', async () => {
    isAway = true
    expect(await refusal('hca-personnel')).toMatchObject({ code: 'ERR_CERT_STATUS_UNKNOWN' })
    expect(await auditRows()).toEqual([
      { event: 'sign-in', step: 'revocation', code: 'ERR_CERT_STATUS_UNKNOWN', detail: { reason: 'ocsp-no-answer' } },
    ])
  })
})

describe('a sign-in under an operator’s exception', () => {
  it('has the exception’s id in its audit row, and a warning in the log', async () => {
    isAway = true
    const exception = await openException()
    expect(await signIn('hca-personnel')).toMatchObject({ personName: '林示範' })
    expect(await auditRows()).toEqual([{ event: 'sign-in', step: null, code: null, detail: { exception } }])
    expect(portal.logged).toContainEqual({ authority: fingerprint(authority()), exception })
  })

  it('has it there as well when a later step refuses', async () => {
    isAway = true
    const exception = await openException()
    expect(await refusal('hca-personnel-not-enrolled')).toMatchObject({ code: 'ERR_LOGIN_NOT_ENROLLED' })
    expect(await auditRows()).toEqual([
      { event: 'sign-in', step: 'holder', code: 'ERR_LOGIN_NOT_ENROLLED', detail: { exception } },
    ])
  })

  it('leans on none while the responder answers', async () => {
    await openException()
    await signIn('hca-personnel')
    expect(await auditRows()).toMatchObject([{ detail: null }])
  })
})
