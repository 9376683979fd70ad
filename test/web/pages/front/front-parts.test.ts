import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeServices, noAnnouncements } from '../../support/fake-services.ts'
import { clearScreen, click, drawApp, find, has, press, text, untilState } from '../../support/screen.ts'
import { item, pageOf } from '../announcements/samples.ts'

// The code of the parts is here before it is asked for: with timers held, nothing could be waited for.
await import('../../../../web/pages/front/front-parts.tsx')

const still = vi.spyOn(globalThis, 'matchMedia')

beforeEach(() => void still.mockReturnValue({ matches: false } as MediaQueryList))
afterEach(async () => {
  vi.useRealTimers()
  await clearScreen()
})

const system = [1, 2, 3, 4, 5].map((number) => item(number, { titleText: `系統 ${number}` }))
const business = Array.from({ length: 10 }, (_, index) => item(index + 11))

async function openHome(systemItems = system) {
  const made = fakeServices({
    answers: {
      'GET /api/announcements': ({ kind }: { kind: string }) =>
        kind === 'system'
          ? pageOf(systemItems)
          : kind === 'business'
            ? pageOf(business, { pages: 3, total: 25 })
            : noAnnouncements,
    },
  })
  await drawApp(made.services)
  await untilState('ready', 'sign-in')
  await vi.waitFor(() => find('.rotating, [data-front=front-system] > p'))
  await vi.waitFor(() => find('[data-front=front-business] [data-announcement]'))
  return made
}

const shown = () => [...document.querySelectorAll('.rotating [data-shown=true] a')].map((link) => link.textContent)

describe('the public home page', () => {
  it('has the sign-in, 業務公告 with office and date of the Republic ten a page, and 醫事人員專區(常用)', async () => {
    const { call } = await openHome()
    expect(has('#card-tab-hca-personnel')).toBe(true)
    const lines = document.querySelectorAll('[data-front=front-business] [data-announcement]')
    expect(lines).toHaveLength(10)
    expect(text('[data-front=front-business] .announcement-about')).toContain('資訊組．一般公告．讀卡機 / 110.05.')
    expect(document.querySelectorAll('.personnel-services a')).toHaveLength(6)
    await press('末頁')
    await vi.waitFor(() =>
      expect(call.mock.calls.at(-1)).toEqual(['GET /api/announcements', { kind: 'business', page: '3' }]),
    )
  })

  it('leads to all of each kind, and from a system notice to that one opened', async () => {
    await openHome()
    const links = [...document.querySelectorAll('.announcements-head a')].map((link) => link.getAttribute('href'))
    expect(links).toEqual(['/announcements?list=system', '/announcements?list=business', '/personnel'])
    expect(find('.rotating a').getAttribute('href')).toBe(`/announcements?list=system&open=${system[0]?.id}`)
  })

  it('says so when there are no system notices', async () => {
    await openHome([])
    expect(text('[data-front=front-system]')).toContain('目前沒有公告')
  })
})

describe('系統公告', () => {
  const pass = (seconds: number) => act(async () => void (await vi.advanceTimersByTimeAsync(seconds * 1000)))

  async function openWithHeldTimers() {
    await openHome()
    await clearScreen()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await openHome()
  }

  it('come one after the other, the first again after the fifth', async () => {
    await openWithHeldTimers()
    expect(shown()).toEqual(['系統 1'])
    await pass(8)
    expect(shown()).toEqual(['系統 2'])
    for (let turn = 0; turn < 4; turn++) await pass(8)
    expect(shown()).toEqual(['系統 1'])
  })

  it('stand still once 暫停 is pressed, and while somebody is at them; they can still be turned', async () => {
    await openWithHeldTimers()
    await press('暫停輪播')
    await pass(30)
    expect(shown()).toEqual(['系統 1'])
    await press('下一則')
    await press('下一則')
    expect(shown()).toEqual(['系統 3'])
    await press('開始輪播')
    await act(async () => void find('.rotating').dispatchEvent(new FocusEvent('focusin')))
    await pass(30)
    expect(shown()).toEqual(['系統 3'])
    await act(async () => void find('.rotating').dispatchEvent(new FocusEvent('focusout')))
    await pass(8)
    expect(shown()).toEqual(['系統 4'])
  })

  it('stand still from the beginning for who wants no motion', async () => {
    still.mockReturnValue({ matches: true } as MediaQueryList)
    await openWithHeldTimers()
    await pass(30)
    expect(shown()).toEqual(['系統 1'])
    await click('.rotating-tools button:last-child')
    expect(shown()).toEqual(['系統 2'])
  })
})
