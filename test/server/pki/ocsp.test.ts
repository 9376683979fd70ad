import { randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fromBase64 } from '../../../core/bytes/base64.ts'
import { parseCertificate } from '../../../core/pki/certificate.ts'
import { fingerprint } from '../../../core/pki/fingerprint.ts'
import { encodeOcspRequest } from '../../../core/pki/ocsp-request.ts'
import { PathRefusal } from '../../../core/pki/refusals.ts'
import { makeCrl } from '../../../demo/pki/crl.ts'
import type { DemoAuthority, DemoPki } from '../../../demo/pki/demo-pki.ts'
import { makeTestPki } from '../../demo/test-pki.ts'
import { answerOcsp } from '../../../demo/pki/ocsp.ts'
import { createCardTrust } from '../../../server/card-trust.ts'
import { newId } from '../../../server/db/new-id.ts'
import { addStatusException, endStatusException } from '../../../server/db/tables/status-exceptions.ts'
import type { Log } from '../../../server/log.ts'
import type { TrustRow } from '../../../server/pki/trust-configuration.ts'
import { listen } from '../listen.ts'
import { SettableClock } from '../settable-clock.ts'
import { openTestDatabase, type TestDatabase } from '../test-database.ts'

const type = 'hca-personnel'
let database: TestDatabase
let pki: DemoPki
let clock: SettableClock
let warnings: object[]
const log = { debug() {}, info() {}, warn: (entry: object) => void warnings.push(entry), error() {} } as Log

beforeAll(async () => {
  database = await openTestDatabase()
  pki = await makeTestPki(new SettableClock().now())
})
afterAll(() => database.close())
beforeEach(async () => {
  clock = new SettableClock()
  warnings = []
  await database.clear()
})

const cardDer = (id: string) => {
  const card = pki.cards.find((it) => it.id === id)
  if (!card?.certificate) throw new Error(`no card ${id}`)
  return fromBase64(card.certificate)
}
const hca = () => pki.authorities.HCA
const authority = () => fromBase64(hca().certificate)

/** The HCA pinned by itself; by default it publishes no list at all. */
const rowOf = (ocspUrl: string, changes: Partial<TrustRow> = {}): TrustRow => ({
  cardType: type,
  environment: 'test',
  sha256: fingerprint(authority()),
  certificate: authority(),
  crlUrls: [],
  ocspUrl,
  ...changes,
})

type Answer = (request: Uint8Array, response: ServerResponse, turn: number) => Promise<unknown>

/** A responder on loopback, and the trust of a portal that asks it. */
async function portal(answer: Answer, changes: Partial<TrustRow> = {}, more: { milliseconds?: number } = {}) {
  const requests: IncomingMessage[] = []
  const listener: RequestListener = (request, response) => {
    requests.push(request)
    void buffer(request).then((body) => answer(new Uint8Array(body), response, requests.length))
  }
  const url = `${await listen(listener)}ocsp`
  const cards = createCardTrust({
    rows: [rowOf(url, changes)],
    query: database.query,
    clock,
    log,
    fetch,
    ocspMilliseconds: more.milliseconds ?? 5000,
  })
  const validate = (id = 'hca-personnel') => cards.validate(cardDer(id), type, clock.now())
  const refusal = async (id?: string): Promise<PathRefusal> => {
    const found = await validate(id).then(
      () => new Error('accepted'),
      (error: unknown) => error,
    )
    if (found instanceof PathRefusal) return found
    throw found
  }
  return { requests, cards, validate, refusal }
}

const send = (response: ServerResponse, body: Uint8Array, contentType = 'application/ocsp-response') =>
  response.setHeader('Content-Type', contentType).end(body)
/** What the demo's responder says, at a time that differs from now, or with another authority's keys. */
const answerBy =
  ({ seconds = 0, responder }: { seconds?: number; responder?: () => DemoAuthority['responder'] } = {}): Answer =>
  async (request, response) => {
    const changed = { ...hca(), ...(responder ? { responder: responder() } : {}) }
    const from = { ...pki, authorities: { ...pki.authorities, HCA: changed } }
    send(response, await answerOcsp(from, request, new Date(clock.now().getTime() + seconds * 1000)))
  }
const good = answerBy()

describe('a card of an authority without lists', () => {
  it('is let in by a good answer to a POST with a nonce of 32 octets', async () => {
    const bodies: Uint8Array[] = []
    const { requests, validate } = await portal((request, response, turn) => {
      bodies.push(request)
      return good(request, response, turn)
    })
    const { identity, exceptionId, statusUntil } = await validate()
    expect(identity).toMatchObject({ holder: 'person' })
    expect(exceptionId).toBeUndefined()
    expect(statusUntil.getTime() - clock.now().getTime()).toBe(3_600_000)
    expect(requests).toMatchObject([
      { method: 'POST', url: '/ocsp', headers: { 'content-type': 'application/ocsp-request' } },
    ])
    const question = { certificate: parseCertificate(cardDer(type)), issuer: parseCertificate(authority()) }
    const nonce = bodies[0]?.slice(-32) ?? new Uint8Array()
    expect(bodies).toEqual([encodeOcspRequest({ ...question, nonce })])
  })

  it('is refused when it is revoked, or not known', async () => {
    expect(await (await portal(good)).refusal('hca-personnel-revoked')).toMatchObject({ code: 'ERR_CERT_REVOKED' })
    const nobody: Answer = async (request, response) => {
      const from = { ...pki, authorities: { ...pki.authorities, HCA: { ...hca(), issued: [] } } }
      send(response, await answerOcsp(from, request, clock.now()))
    }
    expect(await (await portal(nobody)).refusal()).toMatchObject({ reason: 'ocsp-unknown', step: 'revocation' })
  })

  const replayed = (): Answer => {
    let first: Uint8Array | undefined
    return async (request, response) => {
      first ??= await answerOcsp(pki, request, clock.now())
      send(response, first)
    }
  }
  const withoutNonce: Answer = async (_, response) => {
    const question = { certificate: parseCertificate(cardDer(type)), issuer: parseCertificate(authority()) }
    send(response, await answerOcsp(pki, encodeOcspRequest(question), clock.now()))
  }

  it.each<[string, Answer, string]>([
    ['too old', answerBy({ seconds: -2 * 3600 }), 'ocsp-stale'],
    ['of the future', answerBy({ seconds: 3600 }), 'ocsp-not-yet-valid'],
    ['without our nonce', withoutNonce, 'ocsp-nonce'],
    [
      'signed by the responder of another authority',
      answerBy({ responder: () => pki.authorities.MOICA.responder }),
      'ocsp-responder-not-authorised',
    ],
    [
      'signed with another key than the responder’s',
      answerBy({
        responder: () => {
          const { responder } = pki.authorities.MOICA
          return responder && { ...responder, certificate: hca().responder?.certificate ?? '' }
        },
      }),
      'ocsp-bad-signature',
    ],
    ['too long', async (_, response) => send(response, new Uint8Array(65_537)), 'ocsp-no-answer'],
    ['a page', async (_, response) => send(response, Buffer.from('<html>'), 'text/html'), 'ocsp-malformed'],
    ['rubbish', async (_, response) => send(response, randomBytes(300)), 'ocsp-malformed'],
    [
      'that it will not answer',
      async (_, response) => send(response, Buffer.from('30030a0106', 'hex')),
      'ocsp-malformed',
    ],
    [
      'good, under another content type',
      async (request, response) =>
        send(response, await answerOcsp(pki, request, clock.now()), 'application/octet-stream'),
      'ocsp-malformed',
    ],
    ['an error of HTTP', async (_, response) => response.writeHead(500).end(), 'ocsp-no-answer'],
    ['a redirect', async (_, response) => response.writeHead(307, { location: '/elsewhere' }).end(), 'ocsp-no-answer'],
  ])('is refused when the answer is %s, and nothing is asked twice', async (_, answer, reason) => {
    const { requests, refusal } = await portal(answer)
    expect(await refusal()).toMatchObject({ code: 'ERR_CERT_STATUS_UNKNOWN', step: 'revocation', reason })
    expect(requests).toHaveLength(1)
  })

  it('is refused when an earlier answer is played again', async () => {
    const { cards, validate, refusal } = await portal(replayed())
    await validate()
    clock.advance(3601)
    expect(() => cards.validateNow(cardDer(type), type, clock.now())).toThrow('no-revocation-source')
    expect(await refusal()).toMatchObject({ reason: 'ocsp-nonce' })
  })

  it('is let in without a nonce where the trust file says that the responder has none; the question has none then', async () => {
    const bodies: number[] = []
    const answer: Answer = (request, response, turn) => {
      bodies.push(request.length)
      return good(request, response, turn)
    }
    const { validate } = await portal(answer, { ocspNonce: false })
    expect(await validate()).toMatchObject({ identity: { holder: 'person' } })
    await (await portal(answer)).validate()
    expect(bodies[1]).toBeGreaterThan((bodies[0] ?? 0) + 32)
  })
})

describe('a responder that is away', () => {
  const hangingUp: Answer = async (_, response) => response.destroy()

  it('is asked a second time when the network failed, and no third time', async () => {
    const once = await portal((request, response, turn) => (turn === 1 ? hangingUp : good)(request, response, turn))
    expect(await once.validate()).toMatchObject({ identity: { holder: 'person' } })
    expect(once.requests).toHaveLength(2)
    const always = await portal(hangingUp)
    expect(await always.refusal()).toMatchObject({ reason: 'ocsp-no-answer', code: 'ERR_CERT_STATUS_UNKNOWN' })
    expect(always.requests).toHaveLength(2)
  })

  it('keeps a sign-in waiting for its limit only, all tries together', async () => {
    const { requests, refusal } = await portal(async () => undefined, {}, { milliseconds: 150 })
    const before = performance.now()
    expect(await refusal()).toMatchObject({ reason: 'ocsp-no-answer' })
    expect(performance.now() - before).toBeLessThan(5000)
    expect(requests).toHaveLength(1)
  })

  it('is left alone for half a minute after three questions without an answer, and then tried again', async () => {
    let isAway = true
    const { requests, validate, refusal } = await portal((request, response, turn) =>
      (isAway ? hangingUp : good)(request, response, turn),
    )
    for (let turn = 0; turn < 5; turn++) await refusal()
    expect(requests).toHaveLength(6)
    isAway = false
    clock.advance(29)
    expect(await refusal()).toMatchObject({ reason: 'ocsp-no-answer' })
    clock.advance(1)
    expect(await validate()).toMatchObject({ identity: { holder: 'person' } })
  })

  it('is told in the log, without who asked', async () => {
    const { refusal } = await portal(hangingUp)
    await refusal()
    expect(warnings).toEqual([
      { responder: expect.stringContaining('/ocsp'), reason: expect.stringContaining('ocsp-no-answer') },
    ])
  })

  it('lets go of a caller who goes away', async () => {
    const { cards } = await portal(async () => undefined)
    const stop = new AbortController()
    const asked = cards.validate(cardDer(type), type, clock.now(), stop.signal)
    stop.abort(new Error('hung up'))
    await expect(asked).rejects.toThrow('hung up')
  })
})

describe('one answer', () => {
  it('serves everybody who asks about the card at the same time, and the next hour', async () => {
    const { requests, cards, validate } = await portal(good)
    await Promise.all(Array.from({ length: 20 }, () => validate()))
    expect(requests).toHaveLength(1)
    clock.advance(3599)
    await validate()
    expect(cards.validateNow(cardDer(type), type, clock.now())).toMatchObject({ identity: { holder: 'person' } })
    expect(requests).toHaveLength(1)
    clock.advance(1)
    await validate()
    expect(requests).toHaveLength(2)
  })

  it('serves no other card', async () => {
    const { requests, cards, validate } = await portal(good)
    await validate()
    expect(() => cards.validateNow(cardDer('hca-personnel-unassigned'), type, clock.now())).toThrow(
      'no-revocation-source',
    )
    await validate('hca-personnel-unassigned')
    expect(requests).toHaveLength(2)
  })

  it('that is not good is not kept', async () => {
    let turns = 0
    const { validate, refusal } = await portal((request, response, turn) =>
      (++turns === 1 ? answerBy({ seconds: -7200 }) : good)(request, response, turn),
    )
    await refusal()
    await validate()
  })
})

describe('a card that a list speaks of', () => {
  const crlUrl = 'http://pki.localhost/hca.crl'
  /** Lists come from the PKI itself, answers over loopback. */
  const withList = async (answer: Answer, issuedAt = clock.now(), from = hca()) => {
    const requests: IncomingMessage[] = []
    const url = await listen((request, response) => {
      requests.push(request)
      void buffer(request).then((body) => answer(new Uint8Array(body), response, requests.length))
    })
    const cards = createCardTrust({
      rows: [rowOf(url, { crlUrls: [crlUrl] })],
      query: database.query,
      clock,
      log,
      fetch: async (input, init) =>
        input === crlUrl ? new Response(await makeCrl(from, issuedAt)) : fetch(input, init),
    })
    await cards.fetchMissing(AbortSignal.timeout(10_000))
    return { requests, validate: (id = type as string) => cards.validate(cardDer(id), type, clock.now()) }
  }

  it('is asked about nowhere else', async () => {
    const { requests, validate } = await withList(good)
    await validate()
    await expect(validate('hca-personnel-revoked')).rejects.toMatchObject({ code: 'ERR_CERT_REVOKED' })
    expect(requests).toEqual([])
  })

  it('is asked about when the list has run out', async () => {
    const { requests, validate } = await withList(good, new Date(clock.now().getTime() - 8 * 86_400_000))
    await validate()
    expect(requests).toHaveLength(1)
  })

  it('is refused for the list’s own reason when nobody answers then', async () => {
    const { validate } = await withList(
      async (_, response) => response.destroy(),
      new Date(clock.now().getTime() - 8 * 86_400_000),
    )
    await expect(validate()).rejects.toMatchObject({ reason: 'crl-stale', code: 'ERR_CERT_STATUS_UNKNOWN' })
  })

  const openException = async () => {
    const id = newId(clock.now())
    await addStatusException(database.query, {
      id,
      authoritySha256: fingerprint(authority()),
      openFrom: clock.now(),
      openUntil: new Date(clock.now().getTime() + 3_600_000),
      reason: 'the authority is down',
      setBy: 'operator-1',
    })
    return id
  }
  const silent: Answer = async (_, response) => response.destroy()

  it('is let in under an operator’s exception when the list has run out, and the log says so', async () => {
    const { validate } = await withList(silent, new Date(clock.now().getTime() - 8 * 86_400_000))
    const id = await openException()
    expect(await validate()).toMatchObject({ exceptionId: id, identity: { holder: 'person' } })
    expect(warnings).toContainEqual({ authority: fingerprint(authority()), exception: id })
  })

  it('is refused under an exception when even the old list named it', async () => {
    const { validate } = await withList(silent, new Date(clock.now().getTime() - 8 * 86_400_000))
    await openException()
    await expect(validate('hca-personnel-revoked')).rejects.toMatchObject({ code: 'ERR_CERT_REVOKED' })
  })
})

describe('an operator’s exception', () => {
  const silent: Answer = async (_, response) => response.destroy()
  const open = async (changes: { authoritySha256?: string; seconds?: number } = {}) => {
    const id = newId(clock.now())
    await addStatusException(database.query, {
      id,
      authoritySha256: changes.authoritySha256 ?? fingerprint(authority()),
      openFrom: clock.now(),
      openUntil: new Date(clock.now().getTime() + (changes.seconds ?? 3600) * 1000),
      reason: 'the responder is down',
      setBy: 'operator-1',
    })
    return id
  }

  it('holds while it is open, and no card keeps what it was let in by', async () => {
    const { cards, validate, refusal } = await portal(silent)
    expect(await refusal()).toMatchObject({ code: 'ERR_CERT_STATUS_UNKNOWN' })
    const id = await open()
    expect(await validate()).toMatchObject({ exceptionId: id })
    expect(() => cards.validateNow(cardDer(type), type, clock.now())).toThrow('no-revocation-source')
    await endStatusException(database.query, id, { at: clock.now(), by: 'operator-2' })
    expect(await refusal()).toMatchObject({ code: 'ERR_CERT_STATUS_UNKNOWN' })
  })

  it('ends by itself', async () => {
    const { validate, refusal } = await portal(silent)
    await open({ seconds: 60 })
    clock.advance(59)
    await validate()
    clock.advance(1)
    await refusal()
  })

  it('of another authority helps nobody', async () => {
    const { refusal } = await portal(silent)
    await open({ authoritySha256: fingerprint(fromBase64(pki.authorities.MOICA.certificate)) })
    await refusal()
  })

  it('is not needed where a source answers, and not asked for', async () => {
    const { validate } = await portal(good)
    await open()
    expect((await validate()).exceptionId).toBeUndefined()
  })

  it('lets in nobody who is revoked, or whom the responder does not know', async () => {
    await open()
    const { refusal } = await portal(good)
    expect(await refusal('hca-personnel-revoked')).toMatchObject({ code: 'ERR_CERT_REVOKED' })
    const nobody = await portal(async (request, response) => {
      const from = { ...pki, authorities: { ...pki.authorities, HCA: { ...hca(), issued: [] } } }
      send(response, await answerOcsp(from, request, clock.now()))
    })
    expect(await nobody.refusal()).toMatchObject({ reason: 'ocsp-unknown' })
  })

  it('lets in nobody of whom a responder says that they are revoked, be its word out of date or ahead of our clock', async () => {
    await open()
    for (const seconds of [-7200, 7200]) {
      const { refusal, validate } = await portal(answerBy({ seconds }))
      expect(await refusal('hca-personnel-revoked')).toMatchObject({ code: 'ERR_CERT_REVOKED' })
      expect((await validate()).exceptionId).toBeDefined()
    }
  })

  it('is not undone by the word of a responder that nobody appointed', async () => {
    await open()
    const { validate } = await portal(answerBy({ seconds: -7200, responder: () => pki.authorities.MOICA.responder }))
    expect((await validate('hca-personnel-revoked')).exceptionId).toBeDefined()
  })

  it('lets in no expired card and no other authority’s', async () => {
    await open()
    const { refusal } = await portal(silent)
    expect(await refusal('hca-personnel-expired')).toMatchObject({ code: 'ERR_CERT_EXPIRED' })
    expect(await refusal('hca-personnel-wrong-ca')).toMatchObject({ code: 'ERR_CERT_UNTRUSTED' })
  })
})
