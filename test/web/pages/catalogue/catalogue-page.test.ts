import { afterEach, expect, it } from 'vitest'
import { appears, clearScreen, click, find, has, text, untilState } from '../../support/screen.ts'
import { manager, openPage, vendorUser } from '../organizations/samples.ts'

afterEach(clearScreen)

const user = { ...vendorUser, services: ['A.01.03' as const, 'A.01' as const, 'E' as const] }
const menu = () =>
  [...document.querySelectorAll<HTMLElement>('.service-menu [data-entry]')]
    .filter((entry) => !entry.querySelector(':scope > .service-menu-closed'))
    .map((entry) => entry.dataset['entry'])

it('an entry with others below it lists what may be used of them', async () => {
  await openPage('/catalogue?code=A.01', { ...user, services: ['A.01.03'] }, {})
  expect(text('h1')).toBe('醫療費用申報')
  const links = [...document.querySelectorAll('.entry-list a')].map((link) => link.getAttribute('href'))
  expect(links).toEqual(['/organizations/vendors'])
})

it('an entry of another system says that it is not connected', async () => {
  await openPage('/catalogue?code=A.01.07', user, {})
  expect(text('[data-not-connected="A.01.07"]')).toContain('以下功能由其他系統提供，尚未連線')
  expect(document.title).toContain('醫療費用申報資料上傳')
})

it('an entry that works here leads to its page', async () => {
  await openPage('/catalogue?code=O.02.01', manager, {
    'GET /api/organizations/services': { institutionType: 'clinic', offered: [], internetData: null },
  })
  await untilState('ready', 'services')
  expect(location.pathname).toBe('/organizations/services')
})

it('所在位置 names the way, and each step leads there', async () => {
  await openPage('/catalogue?code=A.01.07', user, {})
  const steps = [...document.querySelectorAll('.breadcrumb li')].map(({ textContent }) => textContent)
  expect(steps).toEqual(['我的首頁', '費用申報及資料登錄', '醫療費用申報', '醫療費用申報資料上傳'])
  await click('.breadcrumb a[href="/catalogue?code=A.01"]')
  await appears('.entry-list')
  expect(text('h1')).toBe('醫療費用申報')
  expect(document.activeElement?.id).toBe('page-title')
})

it('the menu is folded out as far as the page, and marks it', async () => {
  await openPage('/catalogue?code=A.01.07', user, {})
  expect(find('.service-menu a[aria-current=page]').textContent).toBe('醫療費用申報資料上傳')
  expect(find('#service-menu-A').hidden).toBe(false)
  expect(find('[aria-controls="service-menu-A.01"]').getAttribute('aria-expanded')).toBe('true')
  await click('[aria-controls="service-menu-A"]')
  expect(find('#service-menu-A').hidden).toBe(true)
})

it('a right that was withdrawn meanwhile is lost when the entry is opened', async () => {
  await openPage('/home', user, { 'GET /api/auth/session': { ...user, services: ['A.01.03'] } })
  expect(menu()).toContain('E')
  await click('.service-menu [data-entry=E] a')
  await appears('[data-lost]')
  expect(text('[data-lost]')).toContain('已不能使用「費用支付資料下載」')
  expect(menu()).toEqual(['A', 'A.01', 'A.01.03'])
})

it('who may not use an entry is told so', async () => {
  await openPage('/catalogue?code=B.01', user, {}, 'failed')
  expect(text()).toContain('您沒有使用此功能的權限')
})

it('a code that is none is not found', async () => {
  await openPage('/catalogue?code=Z', user, {})
  expect(text()).toContain('找不到您要的資料')
  expect(has('.service-menu')).toBe(true)
})
