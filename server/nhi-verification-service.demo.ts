import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import {
  holderQuestion,
  nhiCardNumberForm,
  verificationRequest,
  type VerificationRequest,
} from '../core/protocol/nhi-verification.ts'
import { returnMember } from '../core/protocol/verification-fragments.ts'
import { maskIdNumberEnd } from '../core/portal/phone-checks.ts'
import { demoNhiHolders, type DemoNhiHolder } from '../demo/nhi-holders.ts'
import type { Clock } from './clock.ts'
import { verificationPage, verificationScript, verificationStyle } from './nhi-verification-page.demo.ts'
import { type RunningServer, serve } from './serve.ts'
import { type Correspondence, openToken, sealToken } from './support-sign-in/sealed-token.ts'

/** Its own name: to a browser it is another site, as the real one is. */
export const verificationHost = 'nhi-verify.localhost'

export interface VerificationService extends RunningServer {
  readonly origin: string
}

/** A person who is looking at the page. */
interface Visit {
  readonly request: VerificationRequest
  triesLeft: number
}

const maximumTries = 3
const answerSeconds = 120
const maximumBytes = 16_384

/**
 * The demo's NHI-card verification service: a server of its own with keys of its own, that shares with the portal nothing but
 * the public keys. `client` is the site that it answers, once that is known.
 */
export async function startVerificationService({
  clock,
  client,
  holders = demoNhiHolders,
  ...keys
}: Correspondence & {
  readonly clock: Clock
  readonly client: () => string
  readonly holders?: readonly DemoNhiHolder[]
}): Promise<VerificationService> {
  let origin = ''
  const visits = new Map<string, Visit>()
  const used = new Set<string>()

  const header = () => {
    const iat = Math.floor(clock.now().getTime() / 1000)
    return { iss: origin, aud: client(), iat, exp: iat + answerSeconds, jti: randomUUID() }
  }
  const expected = () => ({ issuer: client(), audience: origin, now: clock.now() })

  const app = new Hono()
  app.use(async (context, next) => {
    await next()
    context.header(
      'Content-Security-Policy',
      "default-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
    )
    context.header('Cache-Control', 'no-store')
    context.header('Referrer-Policy', 'no-referrer')
    context.header('X-Content-Type-Options', 'nosniff')
  })
  app.get('/verify', (context) => context.html(verificationPage))
  app.get('/verify.js', (context) =>
    context.body(verificationScript, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
  )
  app.get('/verify.css', (context) =>
    context.body(verificationStyle, 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  )

  app.post('/api/visits', async (context) => {
    const text = await context.req.text()
    const request = await open(text, verificationRequest)
    // A request is good for one visit.
    if (!request || used.has(request.jti) || new URL(request.returnTo).origin !== client()) {
      return context.json({ error: 'refused' }, 403)
    }
    used.add(request.jti)
    const visit = randomUUID()
    visits.set(visit, { request, triesLeft: maximumTries })
    return context.json({ visit, idNumber: maskIdNumberEnd(request.idNumber) })
  })

  app.post('/api/visits/:visit', async (context) => {
    const id = context.req.param('visit')
    const visit = visits.get(id)
    const { cardNumber } = (await context.req.json<{ cardNumber?: unknown }>()) ?? {}
    if (!visit) return context.json({ error: 'over' }, 403)
    const number = nhiCardNumberForm.safeParse(cardNumber)
    if (!number.success) return context.json({ error: 'form' }, 400)
    const { request } = visit
    const isHolder = holders.some(
      ({ idNumber, cardNumber: card, phone }) =>
        idNumber === request.idNumber && card === number.data && phone === request.phone,
    )
    visit.triesLeft--
    if (!isHolder && visit.triesLeft > 0) return context.json({ error: 'wrong', triesLeft: visit.triesLeft }, 403)
    visits.delete(id)
    const answer = await sealToken(keys, {
      ...header(),
      purpose: 'holder-verified',
      inReplyTo: request.jti,
      outcome: isHolder ? 'verified' : 'refused',
      idNumber: request.idNumber,
    })
    return context.json({ address: `${request.returnTo}#${returnMember}=${answer}` })
  })

  app.post('/api/holders', async (context) => {
    const question = await open(await context.req.text(), holderQuestion)
    if (!question) return context.body(null, 403)
    const found = holders.find(
      ({ idNumber, cardNumber, birthDate }) =>
        idNumber === question.idNumber && cardNumber === question.cardNumber && birthDate === question.birthDate,
    )
    const answer = { ...header(), purpose: 'holder-found', inReplyTo: question.jti, phone: found?.phone ?? null }
    return context.body(await sealToken(keys, answer), 200, { 'Content-Type': 'application/jose' })
  })

  async function open<T>(token: string, schema: Parameters<typeof openToken<T>>[2]['schema']): Promise<T | undefined> {
    if (token.length > maximumBytes) return undefined
    return await openToken(keys, token, { ...expected(), schema }).catch(() => undefined)
  }

  const server = await serve({ host: '127.0.0.1', port: 0 }, (port) => {
    origin = `http://${verificationHost}:${port}`
    // Servers come by the address alone; a browser under any other name does not.
    const hosts = new Set([new URL(origin).host, `127.0.0.1:${port}`])
    return (request) =>
      hosts.has(new URL(request.url).host) ? app.fetch(request) : new Response(null, { status: 404 })
  })
  return { ...server, origin }
}
