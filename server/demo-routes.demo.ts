import { Hono } from 'hono'
import type { DemoAuthority, DemoPki } from '../demo/pki/demo-pki.ts'
import { makeCrl } from '../demo/pki/crl.ts'
import { answerOcsp } from '../demo/pki/ocsp.ts'
import type { Clock } from './clock.ts'
import type { PortalDatabase } from './db/open-database.ts'

/** The demo build of the extension: its id follows from the `key` of manifest.json. */
const demoExtension = 'chrome-extension://dffkjhjbbmobbmehancpchepcdfnaihj'
const maximumOcspBytes = 16_384

interface DemoParts {
  readonly pki: DemoPki
  readonly clock: Clock
  readonly database: PortalDatabase
}

/** What the demo serves beside the portal, to this computer alone: cards, revocation lists, OCSP, and what happened. */
export function createDemoRoutes({ pki, clock, database }: DemoParts): Hono {
  const demo = new Hono()
  const authorities = new Map([pki.root, ...Object.values(pki.authorities)].map((it) => [it.slug, it]))

  demo.use(async (context, next) => {
    // Another name on the loopback address would be DNS rebinding: the demo's keys are for *.localhost only.
    if (/^[\w-]+\.localhost$/.test(new URL(context.req.url).hostname)) await next()
    else context.res = new Response(null, { status: 404 })
    context.header('Cache-Control', 'no-store')
    context.header('X-Content-Type-Options', 'nosniff')
  })

  demo.get('/demo/cards', (context) => {
    if (context.req.header('origin') === demoExtension) {
      context.header('Access-Control-Allow-Origin', demoExtension)
    }
    context.header('Vary', 'Origin')
    return context.json(pki.cards)
  })

  demo.get('/demo/pki/:file{[a-z]+\\.crl}', async (context) => {
    const authority = authorities.get(context.req.param('file').replace('.crl', ''))
    return authority ? await respondWithCrl(authority, clock.now()) : context.notFound()
  })

  demo.post('/demo/ocsp', async (context) => {
    const request = new Uint8Array(await context.req.arrayBuffer())
    if (request.length > maximumOcspBytes) return context.body(null, 413)
    return derResponse(await answerOcsp(pki, request, clock.now()), 'application/ocsp-response')
  })

  /** Which step refused, and how many sessions are open: what the demo command and the browser tests compare. */
  demo.get('/demo/state', async (context) => {
    const audit = await database.query
      .selectFrom('audit')
      .select(['at', 'event', 'step', 'code', 'card_type', 'institution_code', 'challenge_jti', 'request_id'])
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(50)
      .execute()
    const { sessions } = await database.query
      .selectFrom('sessions')
      .select(({ fn }) => fn.countAll<string>().as('sessions'))
      .where('ended_at', 'is', null)
      .executeTakeFirstOrThrow()
    return context.json({ sessions: Number(sessions), audit })
  })
  return demo
}

const respondWithCrl = async (authority: DemoAuthority, now: Date) =>
  derResponse(await makeCrl(authority, now), 'application/pkix-crl')

const derResponse = (der: Uint8Array<ArrayBuffer>, contentType: string) =>
  new Response(der, { headers: { 'Content-Type': contentType } })
