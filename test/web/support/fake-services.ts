import { vi } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { AnnouncementPage } from '../../../core/protocol/announcements.ts'
import type { Site } from '../../../core/portal/sites.ts'
import type { Echo } from '../../../core/protocol/echo.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import type { Call } from '../../../web/api/call.ts'
import { memoryPageKeyStore } from '../../../web/api/memory-page-key-store.ts'
import { ModuleKeys } from '../../../web/api/module-keys.ts'
import { PageKeys } from '../../../web/api/page-key.ts'
import { ServerClock } from '../../../web/api/server-clock.ts'
import type { BrowserInfo } from '../../../web/state/browser.ts'
import { FirstAnswers } from '../../../web/state/first-answers.ts'
import { createLanguage } from '../../../web/state/language.ts'
import { Portal, type PortalInfo } from '../../../web/state/portal.ts'
import { Router } from '../../../web/state/router.ts'
import type { Services } from '../../../web/state/services.ts'
import { Store } from '../../../web/state/store.ts'
import { mapKeyStore } from './map-key-store.ts'
import { mapMemory } from './map-memory.ts'
import { sampleChallenge, sampleSession, start } from './samples.ts'

export const samplePortal: PortalInfo = {
  platform: 'vpn',
  environment: 'production',
  time: new Date(start * 1000).toISOString(),
  extension: { chrome: 'https://chromewebstore.google.com/detail/sample', edge: null },
  cardService: null,
  generalSignIn: null,
  cloudModule: true,
  support: null,
  helpdesk: {
    phone: '(02)0000-0100',
    hours: { zhTW: '週一至週五', en: 'Mon–Fri' },
    email: 'service@portal.example',
    line: { carrier: { zhTW: '示範電信', en: 'Demo Telecom' }, phone: '(02)0000-0118' },
  },
}

export const supportInfo: NonNullable<PortalInfo['support']> = {
  ways: ['nhi-card', 'nhi-phone', 'certificate'],
  opensOn: null,
  goesLiveOn: null,
  earlierSystem: null,
}

export const sampleEcho: Echo = {
  address: '203.0.113.9',
  host: 'medvpn.nhi.gov.tw',
  via: null,
  forwarded: null,
  forwardedFor: null,
  time: new Date(start * 1000).toISOString(),
  minimumExtension: '0.1.0',
  revocation: 'current',
}

export const noAnnouncements: AnnouncementPage = { items: [], page: 1, pages: 1, total: 0, more: false }

/** What pages ask by the way: answered, and not among a test's calls unless the test answers it itself. */
const byTheWay: Readonly<Record<string, unknown>> = {
  'GET /api/announcements': noAnnouncements,
  'GET /api/announcements/own': { ...noAnnouncements, seenBefore: null },
}

const chrome: BrowserInfo = { name: 'Google Chrome', version: 142, shop: 'chrome' }
const signedOut = () => new CodedError('ERR_REQUEST_UNAUTHENTICATED', 'no session')

/** A server that gives a challenge and takes any assertion; nobody is signed in at first. */
export function fakeServices({
  path = '/',
  site = 'portal',
  answers = {},
  session,
  memory = mapMemory({ language: 'zh-TW' }),
  ...parts
}: Partial<Omit<Services, 'call' | 'portal' | 'router' | 'session' | 'language'>> & {
  path?: string
  site?: Site
  /** What the server answers per route, or what makes the answer of the body; a CodedError is thrown. */
  answers?: Record<string, unknown>
  session?: SessionView
} = {}) {
  history.replaceState(null, '', path)
  const all: Record<string, unknown> = {
    'GET /api/portal':
      site === 'portal'
        ? samplePortal
        : { ...samplePortal, platform: 'support', cloudModule: false, support: supportInfo },
    'POST /api/auth/challenge': sampleChallenge,
    'POST /api/auth/assertion': sampleSession,
    'GET /api/auth/session': signedOut(),
    'POST /api/auth/sign-out': {},
    'GET /api/echo': sampleEcho,
    ...answers,
  }
  const call = vi.fn<(route: string, body: object) => Promise<unknown>>(async (route, body) => {
    const given = all[route]
    const answer: unknown = typeof given === 'function' ? given(body) : given
    if (answer instanceof Error) throw answer
    return answer
  })
  const relayReady = new Set<() => void>()
  const clock = new ServerClock(() => start * 1000)
  /** As over the wire: a copy, in JSON. */
  const typedCall: Call = async (route, body) => {
    const known = route in answers ? undefined : byTheWay[route]
    return JSON.parse(JSON.stringify(known ?? (await call(route, body))))
  }
  const bridge = {
    status: vi.fn(async () => ({ version: '0.1.0', id: 'x' })),
    signIn: vi.fn<Services['bridge']['signIn']>(async () => ({ assertion: 'a.b.c' })),
    openPage: vi.fn<Services['bridge']['openPage']>(async () => {}),
    takeCheckReport: vi.fn<Services['bridge']['takeCheckReport']>(async () => null),
    watchCard: vi.fn<Services['bridge']['watchCard']>(() => new Promise(() => {})),
    onRelayReady(listener: () => void) {
      relayReady.add(listener)
      return () => void relayReady.delete(listener)
    },
  }
  const moduleKeyStore = Promise.resolve(mapKeyStore())
  const services: Services = {
    call: typedCall,
    keys: new PageKeys(memoryPageKeyStore()),
    moduleKeys: new ModuleKeys(() => moduleKeyStore),
    clock,
    first: new FirstAnswers(),
    bridge,
    browser: chrome,
    memory,
    language: createLanguage(memory, ['zh-TW']),
    portal: new Portal(typedCall, clock),
    session: new Store(session),
    router: new Router(window, site),
    preloadPages: () => Promise.resolve(),
    reload: vi.fn(),
    goElsewhere: vi.fn(),
    ...parts,
  }
  return { services, call, bridge, announceRelay: () => relayReady.forEach((listener) => listener()) }
}
