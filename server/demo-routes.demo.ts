import { Hono, type MiddlewareHandler } from 'hono'
import { fromBase64 } from '../core/bytes/base64.ts'
import { cardIssuerOf } from '../core/cards/card-issuers.ts'
import type { DemoAuthority, DemoPki } from '../demo/pki/demo-pki.ts'
import { makeCrl } from '../demo/pki/crl.ts'
import { answerOcsp } from '../demo/pki/ocsp.ts'
import type { Clock } from './clock.ts'
import type { DemoSam } from './keep-demo-sam.demo.ts'
import type { PortalDatabase } from './db/open-database.ts'
import { readLocalMessages } from './support-sign-in/local-sms-gateway.ts'
import { inboxPage } from './demo-inbox.demo.ts'
import { readDemoRecords } from './demo-records.demo.ts'

/** The demo build of the extension: its id follows from the `key` of manifest.json. */
const demoExtension = 'chrome-extension://dffkjhjbbmobbmehancpchepcdfnaihj'
const maximumOcspBytes = 16_384

interface DemoParts {
  readonly pki: DemoPki
  readonly modules: DemoSam
  readonly clock: Clock
  readonly database: PortalDatabase
  /** Where the messages are that the demo does not send. */
  readonly smsDirectory: string
}

/**
 * What the demo serves beside the portal, to this computer alone: cards, their issuers, modules and their authorities,
 * revocation lists and OCSP, and what was written down of sign-ins.
 */
export function createDemoRoutes({ pki, modules, clock, database, smsDirectory }: DemoParts): Hono {
  const demo = new Hono()
  const authorities = new Map([pki.root, ...Object.values(pki.authorities)].map((it) => [it.slug, it]))

  demo.use(async (context, next) => {
    // Another name for the loopback address would be DNS rebinding: the demo's keys are for this computer's own names.
    if (/^([\w-]+\.localhost|127\.0\.0\.1)$/.test(new URL(context.req.url).hostname)) await next()
    else context.res = new Response(null, { status: 404 })
    context.header('Cache-Control', 'no-store')
    context.header('X-Content-Type-Options', 'nosniff')
  })

  const forExtension: MiddlewareHandler = async (context, next) => {
    await next()
    if (context.req.header('origin') === demoExtension) {
      context.header('Access-Control-Allow-Origin', demoExtension)
    }
    context.header('Vary', 'Origin')
  }
  demo.get('/demo/cards', forExtension, (context) => context.json(pki.cards))
  demo.get('/demo/card-issuers', forExtension, (context) =>
    context.json(Object.values(pki.authorities).map((it) => cardIssuerOf(fromBase64(it.certificate), 'test'))),
  )

  demo.get('/demo/messages', async (context) => context.html(inboxPage(await readLocalMessages(smsDirectory))))
  demo.get('/demo/messages.json', async (context) => context.json(await readLocalMessages(smsDirectory)))

  demo.get('/demo/records', async (context) => context.json(await readDemoRecords(database.query)))
  demo.get('/demo/modules', forExtension, (context) => context.json(modules.modules))
  demo.get('/demo/sam-authorities', forExtension, (context) => context.json(modules.roots))

  demo.get('/demo/pki/:file{[a-z]+\\.crl}', async (context) => {
    const authority = authorities.get(context.req.param('file').replace('.crl', ''))
    return authority ? await respondWithCrl(authority, clock.now()) : context.notFound()
  })

  demo.post('/demo/ocsp', async (context) => {
    const request = new Uint8Array(await context.req.arrayBuffer())
    if (request.length > maximumOcspBytes) return context.body(null, 413)
    return derResponse(await answerOcsp(pki, request, clock.now()), 'application/ocsp-response')
  })

  return demo
}

const respondWithCrl = async (authority: DemoAuthority, now: Date) =>
  derResponse(await makeCrl(authority, now), 'application/pkix-crl')

const derResponse = (der: Uint8Array<ArrayBuffer>, contentType: string) =>
  new Response(der, { headers: { 'Content-Type': contentType } })
