import { afterEach, expect, it } from 'vitest'
import { fakeServices } from '../../support/fake-services.ts'
import { clinic, hospital, sampleSession } from '../../support/samples.ts'
import { clearScreen, drawApp, find, press, text, untilState } from '../../support/screen.ts'

// The code of the pages is here before it is asked for: no test waits for it.
await Promise.all([
  import('../../../../web/pages/later-page.tsx'),
  import('../../../../web/pages/institution/institution-page.tsx'),
  import('../../../../web/pages/personnel/personnel-page.tsx'),
  import('../../../../web/pages/personnel/service-page.tsx'),
  import('../../../../web/pages/home/home-page.tsx'),
])

afterEach(clearScreen)

const service = '/personnel/services/exchange'

it('醫事人員專區 lists the services, each opening a window of its own', async () => {
  await drawApp(fakeServices({ path: '/personnel' }).services)
  await untilState('ready', 'personnel')
  expect(text()).toContain('以下功能將另開視窗執行')
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.personnel-services a')]
  expect(links.map(({ target }) => target)).toEqual(Array.from({ length: 6 }, () => '_blank'))
  expect(links[2]?.getAttribute('href')).toBe(service)
})

it('a service asks for a card first, and comes after the sign-in', async () => {
  await drawApp(fakeServices({ path: service }).services)
  await untilState('ready', 'sign-in')
  expect(location.pathname + location.search).toBe(`/?to=${encodeURIComponent(service)}`)
  await press('登入')
  await untilState('ready', 'personnel-service')
  expect(text('[data-not-connected=exchange]')).toContain('以下功能由其他系統提供，尚未連線')
  expect(text('h1')).toBe('醫事人員溝通平台')
})

it('also after the choice of an institution', async () => {
  const choosing = { ...sampleSession, institution: null, choices: [clinic, hospital] }
  const answers = {
    'POST /api/auth/assertion': choosing,
    'POST /api/auth/institution': { ...choosing, institution: clinic },
  }
  await drawApp(fakeServices({ path: service, answers }).services)
  await untilState('ready', 'sign-in')
  await press('登入')
  await untilState('ready', 'institution')
  await press('進入')
  await untilState('ready', 'personnel-service')
})

it.each(['/nowhere', '//example.tw', '/sessions', 'https://example.tw/home'])(
  'after a sign-in %s leads home',
  async (to) => {
    await drawApp(fakeServices({ path: `/?to=${encodeURIComponent(to)}` }).services)
    await untilState('ready', 'sign-in')
    await press('登入')
    await untilState('ready', 'home')
  },
)

it('a card that stands for an institution opens none', async () => {
  const representative = { ...sampleSession, cardType: 'hca-institution' as const, personName: null }
  await drawApp(fakeServices({ path: service, session: representative }).services)
  await untilState('failed', 'personnel-service')
  expect(text()).toContain('您沒有使用此功能的權限')
})

it('a service that is none is not found', async () => {
  await drawApp(fakeServices({ path: '/personnel/services/unknown' }).services)
  await untilState('failed', 'not-found')
  expect(find('main')).toBeTruthy()
})
