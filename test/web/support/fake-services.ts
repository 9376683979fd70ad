import { vi } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import type { Call } from '../../../web/api/call.ts'
import { memoryPageKeyStore } from '../../../web/api/memory-page-key-store.ts'
import { PageKeys } from '../../../web/api/page-key.ts'
import { ServerClock } from '../../../web/api/server-clock.ts'
import type { BrowserInfo } from '../../../web/state/browser.ts'
import { createLanguage } from '../../../web/state/language.ts'
import { Portal, type PortalInfo } from '../../../web/state/portal.ts'
import { Router } from '../../../web/state/router.ts'
import type { Services } from '../../../web/state/services.ts'
import { Store } from '../../../web/state/store.ts'
import { mapMemory } from './map-memory.ts'
import { sampleChallenge, sampleSession, start } from './samples.ts'

export const samplePortal: PortalInfo = {
  platform: 'vpn',
  environment: 'production',
  time: new Date(start * 1000).toISOString(),
  extension: { chrome: 'https://chromewebstore.google.com/detail/sample', edge: null },
}

const chrome: BrowserInfo = { name: 'Google Chrome', version: 142, shop: 'chrome' }
const signedOut = () => new CodedError('ERR_REQUEST_UNAUTHENTICATED', 'no session')

/** A server that gives a challenge and takes any assertion; nobody is signed in at first. */
export function fakeServices({
  path = '/',
  answers = {},
  session,
  memory = mapMemory({ language: 'zh-TW' }),
  ...parts
}: Partial<Omit<Services, 'call' | 'portal' | 'router' | 'session' | 'language'>> & {
  path?: string
  /** What the server answers per route; a CodedError is thrown. */
  answers?: Record<string, unknown>
  session?: SessionView
} = {}) {
  history.replaceState(null, '', path)
  const all: Record<string, unknown> = {
    'GET /api/portal': samplePortal,
    'POST /api/auth/challenge': sampleChallenge,
    'POST /api/auth/assertion': sampleSession,
    'GET /api/auth/session': signedOut(),
    'POST /api/auth/sign-out': {},
    ...answers,
  }
  const call = vi.fn<(route: string, body: object) => Promise<unknown>>(async (route) => {
    const answer = all[route]
    if (answer instanceof Error) throw answer
    return answer
  })
  const relayReady = new Set<() => void>()
  const clock = new ServerClock(() => start * 1000)
  /** As over the wire: a copy, in JSON. */
  const typedCall: Call = async (route, body) => JSON.parse(JSON.stringify(await call(route, body)))
  const bridge = {
    status: vi.fn(async () => ({ version: '0.1.0', id: 'x' })),
    signIn: vi.fn<Services['bridge']['signIn']>(async () => ({ assertion: 'a.b.c' })),
    openPage: vi.fn(async () => {}),
    onRelayReady(listener: () => void) {
      relayReady.add(listener)
      return () => void relayReady.delete(listener)
    },
  }
  const services: Services = {
    call: typedCall,
    keys: new PageKeys(memoryPageKeyStore()),
    clock,
    bridge,
    browser: chrome,
    memory,
    language: createLanguage(memory, ['zh-TW']),
    portal: new Portal(typedCall, clock),
    session: new Store(session),
    router: new Router(window),
    reload: vi.fn(),
    ...parts,
  }
  return { services, call, bridge, announceRelay: () => relayReady.forEach((listener) => listener()) }
}
