import { Hono } from 'hono'
import type { DemoAuthority, DemoPki } from '../demo/pki/demo-pki.ts'
import { makeCrl } from '../demo/pki/crl.ts'
import { answerOcsp } from '../demo/pki/ocsp.ts'
import type { Clock } from './clock.ts'

/** The demo build of the extension: its id follows from the `key` of manifest.json. */
const demoExtension = 'chrome-extension://dffkjhjbbmobbmehancpchepcdfnaihj'
const maximumOcspBytes = 16_384

interface DemoParts {
  readonly pki: DemoPki
  readonly clock: Clock
}

/** What the demo serves beside the portal, to this computer alone: cards, revocation lists and OCSP. */
export function createDemoRoutes({ pki, clock }: DemoParts): Hono {
  const demo = new Hono()
  const authorities = new Map([pki.root, ...Object.values(pki.authorities)].map((it) => [it.slug, it]))

  demo.use(async (context, next) => {
    // Another name for the loopback address would be DNS rebinding: the demo's keys are for this computer's own names.
    if (/^([\w-]+\.localhost|127\.0\.0\.1)$/.test(new URL(context.req.url).hostname)) await next()
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

  return demo
}

const respondWithCrl = async (authority: DemoAuthority, now: Date) =>
  derResponse(await makeCrl(authority, now), 'application/pkix-crl')

const derResponse = (der: Uint8Array<ArrayBuffer>, contentType: string) =>
  new Response(der, { headers: { 'Content-Type': contentType } })
