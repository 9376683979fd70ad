import { afterEach, describe, expect, it, vi } from 'vitest'
import { act } from 'preact/test-utils'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { CardWatchEnd } from '../../../core/protocol/bridge.ts'
import type { CardWatchOptions } from '../../../web/bridge/card-watch-request.ts'
import type { Services } from '../../../web/state/services.ts'
import { fakeServices } from '../support/fake-services.ts'
import { sampleSession } from '../support/samples.ts'
import { appears, clearScreen, drawApp, has, press, text, untilState } from '../support/screen.ts'

afterEach(async () => {
  vi.useRealTimers()
  await clearScreen()
})

const session = { ...sampleSession, cardWatch: 'on' } as const

/** The extension's side of a watch, played by the test: one entry per request. */
interface Watch extends CardWatchOptions {
  readonly jkt: string
  readonly end: (end: CardWatchEnd | CodedError) => void
}

/** The home page of a watched session, its watch asked for. */
async function atHome(answers: Record<string, unknown> = {}) {
  const made = fakeServices({
    path: '/home',
    session,
    answers: { 'GET /api/auth/session': session, 'POST /api/auth/card-watch': {}, ...answers },
  })
  const watches: Watch[] = []
  made.bridge.watchCard.mockImplementation(
    (jkt, options) =>
      new Promise((resolve, reject) => {
        const end: Watch['end'] = (end) => (end instanceof CodedError ? reject(end) : resolve(end))
        watches.push({ jkt, ...options, end })
      }),
  )
  await drawApp(made.services)
  await untilState('ready', 'home')
  await vi.waitFor(() => expect(watches).toHaveLength(1))
  return { ...made, watches, watch: watches[0]! }
}

const settle = (work: () => void) =>
  act(async () => {
    work()
    for (let turns = 0; turns < 20; turns++) await Promise.resolve()
  })
const told = (call: { mock: { calls: [string, object][] } }) =>
  call.mock.calls.flatMap(([route, body]) => (route === 'POST /api/auth/card-watch' ? [body] : []))
const thumbprint = async ({ keys }: Services) => (await keys.obtain()).thumbprint

describe('a watched session', () => {
  it('has the card watched by the page’s key, and passes each heartbeat on', async () => {
    const { services, call, watch } = await atHome()
    expect(watch.jkt).toBe(await thumbprint(services))
    await settle(() => watch.onPresent())
    await settle(() => watch.onPresent())
    expect(told(call)).toEqual([{ card: 'present' }, { card: 'present' }])
    expect(text('main')).toContain('自動登出，請將卡片留在讀卡機')
  })

  it('whose card is taken out is off the screen before the server answers, and is told to the server', async () => {
    const { call, watch } = await atHome({ 'POST /api/auth/card-watch': new Promise(() => {}) })
    await settle(() => watch.end('removed'))
    await untilState('ready', 'sign-in')
    expect(text('.notice')).toContain('卡片已被取出')
    expect(has('main form button[type=submit]')).toBe(true)
    expect(document.body.textContent).not.toContain('陳測試')
    expect(told(call)).toEqual([{ card: 'removed' }])
  })

  it('whose reader is released goes on, and says so', async () => {
    const released = { ...session, cardWatch: 'released' } as const
    const { call, watch } = await atHome({ 'GET /api/auth/session': released })
    await settle(() => watch.end('released'))
    const notice = await appears('[data-card-watch=released]')
    expect(notice.textContent).toContain('讀卡機已釋放給其他程式')
    expect(told(call)).toEqual([{ card: 'released' }])
  })

  it.each(['lost', new CodedError('ERR_BRIDGE_INTERRUPTED', 'x')] as const)(
    'whose watch breaks (%s) says so, asks again, and is silent once the card is seen',
    async (end) => {
      const { watches, watch } = await atHome()
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      await settle(() => watch.end(end))
      expect(text('[data-card-watch=lost]')).toContain('無法確認卡片是否還在讀卡機')
      await act(async () => void (await vi.advanceTimersByTimeAsync(5_000)))
      expect(watches).toHaveLength(2)
      await settle(() => watches[1]?.onPresent())
      expect(has('[data-card-watch]')).toBe(false)
    },
  )

  it('asks again at once when the extension was updated', async () => {
    const { watches, watch, announceRelay } = await atHome()
    await settle(() => watch.end(new CodedError('ERR_BRIDGE_RELOAD', 'x')))
    await settle(announceRelay)
    await vi.waitFor(() => expect(watches).toHaveLength(2))
  })

  it('offers to sign in anew while the watch is lost', async () => {
    const { watch } = await atHome()
    await settle(() => watch.end('lost'))
    await press('重新登入')
    await untilState('ready', 'sign-in')
  })

  it('that the server has ended meanwhile leads to the sign-in page', async () => {
    const over = new CodedError('ERR_REQUEST_UNAUTHENTICATED', 'x')
    const { watch } = await atHome({ 'POST /api/auth/card-watch': over, 'GET /api/auth/session': over })
    await settle(() => watch.onPresent())
    await untilState('ready', 'sign-in')
    expect(text('.notice')).toContain('登入已因逾時、看不到卡片')
  })

  it('wants no watch any more after signing out', async () => {
    const { watch } = await atHome()
    await appears('.session-tools')
    await press('登出')
    await untilState('ready', 'sign-in')
    await vi.waitFor(() => expect(watch.signal.aborted).toBe(true))
  })
})

it('a session that the server does not have watched asks for nothing', async () => {
  const { services, bridge } = fakeServices({ path: '/home', session: sampleSession })
  await drawApp(services)
  await untilState('ready', 'home')
  expect(bridge.watchCard).not.toHaveBeenCalled()
  expect(text('main')).not.toContain('取出卡片時')
})
