import { afterEach, describe, expect, it } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import { clinic, hospital, sampleSession } from '../../support/samples.ts'
import { clearScreen, drawApp, has, press, text, untilState } from '../../support/screen.ts'
import { fakeServices } from '../../support/fake-services.ts'
import { openPage, pressAndSettle, settle } from '../organizations/samples.ts'

await Promise.all([
  import('../../../../web/pages/oidc/continue-page.tsx'),
  import('../../../../web/pages/oidc/refused-page.tsx'),
  import('../../../../web/pages/oidc/end-session-page.tsx'),
  import('../../../../web/pages/institution/institution-page.tsx'),
])

afterEach(clearScreen)

const ask = 'a'.repeat(43)
const path = `/oidc/continue/${ask}`
const goTo = 'https://medvpn.nhi.gov.tw/oidc/authorize/x'
const route = 'POST /api/oidc/authorize'

describe('a browser that another system has sent', () => {
  it('goes on at once where somebody is signed in, and the ask is answered once', async () => {
    const page = await openPage(
      path,
      sampleSession,
      { [route]: { outcome: 'granted', system: '總表系統', goTo } },
      'working',
    )
    expect(page.bodies(route)).toEqual([{ ask }])
    expect(page.services.goElsewhere).toHaveBeenCalledExactlyOnceWith(goTo, { replace: true })
    expect(text('main')).toContain('正在前往「總表系統」')
  })

  it('comes to the sign-in page first where nobody is, and knows the way back', async () => {
    const { services } = fakeServices({ path })
    await drawApp(services)
    await untilState('ready', 'sign-in')
    expect(location.search).toBe(`?${new URLSearchParams({ to: path }).toString()}`)
  })

  it('comes to the choice of institution where one is to be made, and knows the way back', async () => {
    const choosing = { ...sampleSession, institution: null, choices: [clinic, hospital] }
    const page = await openPage(path, choosing, {}, 'ready')
    expect([location.pathname, location.search]).toEqual([
      '/institution',
      `?${new URLSearchParams({ to: path }).toString()}`,
    ])
    expect(page.bodies(route)).toEqual([])
  })

  it.each([
    ['no-institution', '您沒有選擇醫事機構'],
    ['no-service', '沒有這個系統的使用權限'],
    ['other-person', '與您目前登入的不同'],
  ])('with %s is told why, and the system is told by the button', async (reason, words) => {
    const refused = { outcome: 'refused', system: '總表系統', reason, goTo }
    const page = await openPage(path, sampleSession, { [route]: refused }, 'failed')
    expect(text('[role=alert]')).toContain(words)
    expect(page.services.goElsewhere).not.toHaveBeenCalled()
    await press('回到「總表系統」')
    expect(page.services.goElsewhere).toHaveBeenCalledWith(goTo, { replace: true })
  })

  it('signs in once more where the system wants it, and comes back', async () => {
    const page = await openPage(path, sampleSession, { [route]: { outcome: 'sign-in-again', system: '總表系統' } })
    await pressAndSettle('重新登入')
    expect(page.bodies('POST /api/auth/sign-out')).toEqual([{}])
    expect([location.pathname, new URLSearchParams(location.search).get('to')]).toEqual(['/', path])
  })

  it('with an ask that is over is told so', async () => {
    await openPage(path, sampleSession, { [route]: new CodedError('ERR_REQUEST_ASK_OVER', 'over') }, 'failed')
    await settle()
    expect(text('main')).toContain('這次登入要求已失效')
  })
})

describe('an ask that goes no further', () => {
  it.each([
    ['system', '未經登錄，或已停用'],
    ['address', '未經登錄的網址'],
    ['over', '已逾時或已使用過'],
    ['request', '登入要求不正確'],
  ])('because of its %s says so', async (reason, words) => {
    await openPage(`/oidc/refused/${reason}`, sampleSession, {})
    expect(text('main')).toContain(words)
  })
})

describe('who has signed out of a system', () => {
  const query = '?client_id=summary&post_logout_redirect_uri=https%3A%2F%2Fsummary.example%2Fbye&state=s&other=1'
  const bye = 'https://summary.example/bye?state=s'
  const end = 'POST /api/oidc/end-session'
  const known = { [end]: { system: '總表系統', goTo: bye } }

  it('may sign out here, too, and goes back', async () => {
    const page = await openPage(`/oidc/end-session${query}`, sampleSession, known)
    expect(page.bodies(end)).toEqual([
      { clientId: 'summary', postLogoutRedirectUri: 'https://summary.example/bye', state: 's' },
    ])
    expect(text('main')).toContain('您已登出「總表系統」')
    await pressAndSettle('一併登出')
    expect(page.bodies('POST /api/auth/sign-out')).toEqual([{}])
    expect(page.services.goElsewhere).toHaveBeenCalledWith(bye, { replace: true })
  })

  it('may go back and stay signed in here', async () => {
    const page = await openPage(`/oidc/end-session${query}`, sampleSession, known)
    await pressAndSettle('回到「總表系統」')
    expect(page.bodies('POST /api/auth/sign-out')).toEqual([])
    expect(page.services.goElsewhere).toHaveBeenCalledWith(bye, { replace: true })
  })

  it('of whom nothing is known stays here', async () => {
    const page = await openPage('/oidc/end-session', sampleSession, { [end]: { system: null, goTo: null } })
    expect(text('main')).not.toContain('您已登出「')
    await pressAndSettle('一併登出')
    expect(page.services.goElsewhere).not.toHaveBeenCalled()
    expect(location.pathname).toBe('/')
  })

  it('is not asked to sign out where nobody is signed in', async () => {
    const { services } = fakeServices({ path: `/oidc/end-session${query}`, answers: known })
    await drawApp(services)
    await untilState('ready', 'oidc-end-session')
    expect(text('main')).toContain('您沒有登入健保資訊網服務系統')
    expect(has('.button-primary')).toBe(false)
  })
})
