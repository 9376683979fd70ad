import { act } from 'preact/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { fakeServices } from '../support/fake-services.ts'
import { mapMemory } from '../support/map-memory.ts'
import { clinic, hospital, sampleSession, start } from '../support/samples.ts'
import { appears, clearScreen, drawApp, find, has, press, text, untilState } from '../support/screen.ts'

// The code of the page is here before it is asked for: no test waits for it.
await Promise.all([
  import('../../../web/pages/home/home-page.tsx'),
  import('../../../web/components/session-tools.tsx'),
])

afterEach(async () => {
  vi.useRealTimers()
  await clearScreen()
})

const atHome = (session: SessionView = sampleSession, answers = {}) => fakeServices({ path: '/home', session, answers })

it('shows institution, person, roles and when the session ends', async () => {
  await drawApp(atHome().services)
  await untilState('ready', 'home')
  expect(text('header')).toContain('3501200000 青山診所 陳測試 您好')
  for (const words of ['3501200000', '青山診所', '陳測試', '機構管理者、機構使用者', '醫事人員卡']) {
    expect(text('main')).toContain(words)
  }
  const times = [...document.querySelectorAll('time')].map((time) => time.getAttribute('datetime'))
  expect(times).toEqual([sampleSession.signedInAt, sampleSession.idleUntil, sampleSession.endsAt])
})

it('the tiles equal the entries of the menu: open where something may be done, else grey and no way in', async () => {
  await drawApp(atHome({ ...sampleSession, services: ['A.01.03', 'E'] }).services)
  await untilState('ready', 'home')
  const open = (entries: string) =>
    [...document.querySelectorAll<HTMLElement>(entries)]
      .filter((entry) => entry.querySelector(':scope > :is(a, button)'))
      .map((entry) => entry.dataset['tile'] ?? entry.dataset['entry'])
  expect(open('[data-tile]')).toEqual(['A', 'E', 'O'])
  expect(open('#service-menu > [data-entry]')).toEqual(['A', 'E', 'O'])
  expect(document.querySelectorAll('[data-tile]')).toHaveLength(15)
  expect(text('[data-tile=B]')).toContain('沒有可使用的功能')
  expect(find('[data-tile=E] a').getAttribute('href')).toBe('/catalogue/E')
})

it('a card that stands for an institution names no person', async () => {
  const representative = { ...clinic, roles: ['representative' as const] }
  await drawApp(
    atHome({ ...sampleSession, cardType: 'hca-institution', personName: null, institution: representative }).services,
  )
  await untilState('ready', 'home')
  expect(text('header')).toContain('3501200000 青山診所 您好')
  expect(text('main')).not.toContain('姓名')
  expect(text('main')).toContain('機構代表')
})

it('the institution can be changed only where there are several', async () => {
  await drawApp(atHome().services)
  await untilState('ready', 'home')
  expect(text('main')).not.toContain('切換醫事機構')
  await clearScreen()
  await drawApp(atHome({ ...sampleSession, choices: [clinic, hospital] }).services)
  await untilState('ready', 'home')
  await press('切換醫事機構')
  await untilState('ready', 'institution')
})

it('without an institution chosen it leads to the choice', async () => {
  await drawApp(atHome({ ...sampleSession, institution: null, choices: [clinic, hospital] }).services)
  await untilState('ready', 'institution')
})

describe('who is not signed in', () => {
  it('is led to the sign-in page with a word why', async () => {
    await drawApp(fakeServices({ path: '/home' }).services)
    await untilState('ready', 'sign-in')
    expect(location.pathname).toBe('/')
    expect(text('.notice')).toContain('請先登入')
  })

  it('sees nothing of a session that only looks like one', async () => {
    const answers = { 'GET /api/auth/session': new CodedError('ERR_REQUEST_PROOF', 'not this page’s key') }
    await drawApp(fakeServices({ path: '/home', answers }).services)
    await untilState('ready', 'sign-in')
  })
})

it('a server out of reach is an error here, not a sign-out', async () => {
  const { services, call } = fakeServices({ path: '/home', answers: { 'GET /api/auth/session': sampleSession } })
  const answer = call.getMockImplementation()
  call.mockImplementation(async (route, body) => {
    if (route === 'GET /api/auth/session') throw new CodedError('ERR_REQUEST_UNREACHABLE', 'no line')
    return answer?.(route, body)
  })
  await drawApp(services)
  await untilState('failed', 'home')
  if (answer) call.mockImplementation(answer)
  await press('再試一次')
  await untilState('ready', 'home')
})

/** The button comes with code of its own. */
async function signOut(): Promise<void> {
  await appears('.session-tools')
  await press('登出')
}

describe('登出', () => {
  it('ends the session, forgets the key and takes everything away', async () => {
    const { services, call } = atHome()
    await services.keys.obtain()
    const before = (await services.keys.obtain()).thumbprint
    await drawApp(services)
    await untilState('ready', 'home')
    await signOut()
    await untilState('ready', 'sign-in')
    expect(call).toHaveBeenCalledWith('POST /api/auth/sign-out', {})
    expect(text('.notice')).toContain('您已登出')
    expect(document.body.textContent).not.toContain('陳測試')
    expect((await services.keys.obtain()).thumbprint).not.toBe(before)
  })

  it('takes everything away even if the server is out of reach', async () => {
    const { services } = atHome(sampleSession, {
      'POST /api/auth/sign-out': new CodedError('ERR_REQUEST_UNREACHABLE', 'x'),
    })
    await drawApp(services)
    await untilState('ready', 'home')
    await signOut()
    await untilState('ready', 'sign-in')
    expect(document.body.textContent).not.toContain('陳測試')
  })
})

it('takes everything away even if the browser does not let go of the key', async () => {
  const { services } = atHome()
  vi.spyOn(services.keys, 'forget').mockRejectedValue(new CodedError('ERR_REQUEST_UNREACHABLE', 'no key store'))
  await drawApp(services)
  await untilState('ready', 'home')
  await signOut()
  await untilState('ready', 'sign-in')
  expect(document.body.textContent).not.toContain('陳測試')
})

it('a person who signed out in another tab is taken from the screen of this one', async () => {
  const memory = mapMemory({ language: 'zh-TW' })
  await drawApp(fakeServices({ path: '/home', session: sampleSession, memory }).services)
  await untilState('ready', 'home')
  await act(async () => memory.writeElsewhere('session-change'))
  await untilState('ready', 'sign-in')
  expect(text('.notice')).toContain('請重新登入')
  expect(document.body.textContent).not.toContain('陳測試')
})

it('a page that the browser brings back as it was is checked with the server', async () => {
  await drawApp(atHome().services)
  await untilState('ready', 'home')
  await act(async () => {
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  })
  await untilState('ready', 'sign-in')
  expect(text('.notice')).toContain('請重新登入')
})

describe('the end of the session', () => {
  const later = (seconds: number) => new Date((start + seconds) * 1000).toISOString()

  /** Holds the timers once the page is drawn: drawing itself needs the real ones. */
  async function homeWithHeldTimers(session: SessionView, answers = {}) {
    const made = atHome(session, answers)
    await drawApp(atHome(session, answers).services) // the page’s code is fetched
    await untilState('ready', 'home')
    await clearScreen()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await drawApp(made.services)
    return made
  }
  const pass = (seconds: number) => act(async () => void (await vi.advanceTimersByTimeAsync(seconds * 1000)))

  it('is announced two minutes before, and one press keeps it', async () => {
    const kept = { ...sampleSession, idleUntil: later(2400) }
    await homeWithHeldTimers(sampleSession, { 'GET /api/auth/session': kept })
    await pass(1079)
    expect(has('.notice')).toBe(false)
    await pass(2)
    expect(text('.notice')).toContain('即將因未操作而自動登出')
    await press('繼續使用')
    await pass(1)
    expect(has('.notice')).toBe(false)
    expect([...document.querySelectorAll('time')].some((time) => time.dateTime === kept.idleUntil)).toBe(true)
  })

  it('leads to the sign-in page when it has come', async () => {
    await homeWithHeldTimers(sampleSession)
    await pass(1202)
    vi.useRealTimers()
    await untilState('ready', 'sign-in')
    expect(text('.notice')).toContain('請重新登入')
    expect(document.body.textContent).not.toContain('陳測試')
  })

  it('does not come while another tab keeps the session alive', async () => {
    await homeWithHeldTimers(sampleSession, { 'GET /api/auth/session': { ...sampleSession, idleUntil: later(2400) } })
    await pass(1202)
    expect(find('main').dataset['page']).toBe('home')
  })

  it('at the very end it offers no way to stay', async () => {
    await homeWithHeldTimers({ ...sampleSession, endsAt: later(600), idleUntil: later(600) })
    await pass(500)
    expect(text('.notice')).toContain('使用時間上限')
    expect(has('.notice button')).toBe(false)
  })
})
