import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { type Ask, RelyingParty, type RelyingPartyParts, type SignOn } from './relying-party.ts'
import { samplePage, sampleStyle } from './sample-page.ts'

/** Where the system keeps who is signed in. */
export interface SampleStore {
  read(key: string): Promise<string | undefined>
  write(key: string, value: string): Promise<void>
  remove(key: string): Promise<void>
}

type CookieName = 'sample-ask' | 'sample-session'

/** They come back with the browser from the portal, which is another site: Lax. */
const cookie = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax', prefix: 'host' } as const

const headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'self'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

/** Another system, which signs people in through the portal: it shows who is signed in, and what it was told. */
export function createSampleSystem(parts: RelyingPartyParts & { readonly store: SampleStore }): Hono {
  const { store, issuers } = parts
  const party = new RelyingParty(parts)
  const system = new Hono()

  /** A browser's own key for something that is kept. */
  const begin = async (context: Context, name: CookieName, value: Ask | { readonly sid: string }) => {
    const key = crypto.randomUUID()
    await store.write(key, JSON.stringify(value))
    setCookie(context, name, key, cookie)
  }
  const take = async (context: Context, name: CookieName): Promise<string | undefined> => {
    const key = getCookie(context, name, 'host')
    if (key === undefined || !/^[0-9a-f-]{36}$/.test(key)) return undefined
    const value = await store.read(key)
    await store.remove(key)
    deleteCookie(context, name, cookie)
    return value
  }
  const signOnOf = async (context: Context): Promise<SignOn | undefined> => {
    const key = getCookie(context, 'sample-session', 'host') ?? ''
    const session = /^[0-9a-f-]{36}$/.test(key) ? await store.read(key) : undefined
    // The sign-on goes when the portal says that it is over; a session without it is nobody's.
    const found = session && (await store.read((JSON.parse(session) as { sid: string }).sid))
    return found ? (JSON.parse(found) as SignOn) : undefined
  }

  system.use(async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(headers)) context.header(name, value)
  })
  system.get('/', async (context) => context.html(samplePage(await signOnOf(context), issuers)))
  system.get('/sample.css', (context) => context.body(sampleStyle, 200, { 'Content-Type': 'text/css; charset=utf-8' }))

  system.get('/login', async (context) => {
    const begun = await party.begin(context.req.query('iss') ?? issuers[0] ?? '')
    if (!begun) return context.html(samplePage('refused', issuers), 400)
    await begin(context, 'sample-ask', begun.ask)
    return context.redirect(begun.address)
  })

  system.get('/callback', async (context) => {
    const ask = await take(context, 'sample-ask')
    try {
      if (ask === undefined) throw new Error('nothing was asked here')
      const signOn = await party.finish(new URL(context.req.url).search, JSON.parse(ask) as Ask)
      await store.write(signOn.sid, JSON.stringify(signOn))
      await begin(context, 'sample-session', { sid: signOn.sid })
      return context.redirect('/')
    } catch {
      return context.html(samplePage('refused', issuers), 403)
    }
  })

  system.post('/sign-out', async (context) => {
    const signOn = await signOnOf(context)
    await take(context, 'sample-session')
    if (!signOn) return context.redirect('/', 303)
    await store.remove(signOn.sid)
    return context.redirect(await party.endSessionAddress(signOn), 303)
  })

  system.post('/logout', async (context) => {
    const { logout_token: token } = await context.req.parseBody()
    try {
      await store.remove(await party.readLogoutToken(typeof token === 'string' ? token : ''))
      return context.body(null, 200)
    } catch {
      return context.json({ error: 'invalid_request' }, 400)
    }
  })
  return system
}
