import { afterEach, expect, it, vi } from 'vitest'
import { appears, clearScreen, click, find, has, text, untilState } from '../../support/screen.ts'
import { manager, openPage, vendorUser } from '../organizations/samples.ts'

afterEach(clearScreen)

const user = { ...vendorUser, services: ['A.01.03' as const, 'A.01' as const, 'E' as const] }
const menu = () =>
  [...document.querySelectorAll<HTMLElement>('.service-menu [data-entry]')]
    .filter((entry) => !entry.querySelector(':scope > .service-menu-closed'))
    .map((entry) => entry.dataset['entry'])

it('an entry with others below it lists what may be used of them', async () => {
  await openPage('/catalogue/A.01', { ...user, services: ['A.01.03'] }, {})
  expect(text('h1')).toBe('醫療費用申報')
  const links = [...document.querySelectorAll('.entry-list a')].map((link) => link.getAttribute('href'))
  expect(links).toEqual(['/organizations/vendors'])
})

const unconnected = { 'GET /api/oidc/system': { system: null } }

it('an entry of another system says that it is not connected', async () => {
  await openPage('/catalogue/A.01.07', user, unconnected)
  expect(text('[data-not-connected="A.01.07"]')).toContain('以下功能由其他系統提供，尚未連線')
  expect(document.title).toContain('醫療費用申報資料上傳')
})

it('an entry of another system that is connected leads there', async () => {
  const address = 'https://other.example/login?iss=https%3A%2F%2Fmedvpn.nhi.gov.tw'
  const page = await openPage('/catalogue/A.01.07', user, {
    'GET /api/oidc/system': { system: { name: '其他系統', address } },
  })
  expect(page.bodies('GET /api/oidc/system')).toEqual([{ entry: 'A.01.07' }])
  expect(text('main')).toContain('正在前往「其他系統」')
  expect(page.services.goElsewhere).toHaveBeenCalledWith(address, { replace: true })
})

it('an entry that works here leads to its page', async () => {
  await openPage('/catalogue/O.02.01', manager, {
    'GET /api/organizations/services': { institutionType: 'clinic', offered: [], internetData: null },
  })
  await untilState('ready', 'services')
  expect(location.pathname).toBe('/organizations/services')
})

it('所在位置 names the way, and each step leads there', async () => {
  await openPage('/catalogue/A.01.07', user, unconnected)
  const steps = [...document.querySelectorAll('.breadcrumb li')].map(({ textContent }) => textContent)
  expect(steps).toEqual(['我的首頁', '費用申報及資料登錄', '醫療費用申報', '醫療費用申報資料上傳'])
  await click('.breadcrumb a[href="/catalogue/A.01"]')
  await appears('.entry-list')
  expect(text('h1')).toBe('醫療費用申報')
  expect(document.activeElement?.id).toBe('page-title')
})

it('below the first layer the menu is what stands below the page', async () => {
  await openPage('/catalogue/A', user, {})
  expect(find('.service-menu').dataset['below']).toBe('A')
  expect(menu()).toEqual(['A.01', 'A.02'])
  await click('.service-menu [data-entry="A.02"] a')
  await vi.waitFor(() => expect(text('h1')).toBe('預檢醫療費用申報'))
  expect(location.pathname).toBe('/catalogue/A.02')
  expect(menu()).toEqual(['A.02.01', 'A.02.02', 'A.02.03', 'A.02.04'])
  expect(has('.service-menu [aria-expanded]:not(.service-menu-switch)')).toBe(false)
})

it('a function has its siblings beside it, and is marked among them', async () => {
  await openPage('/catalogue/A.01.07', user, unconnected)
  expect(menu()).toEqual(expect.arrayContaining(['A.01.01', 'A.01.03', 'A.01.07']))
  expect(menu()).not.toContain('A.02')
  expect(find('.service-menu a[aria-current=page]').textContent).toContain('醫療費用申報資料上傳')
})

it('the whole menu is folded out as far as the page', async () => {
  await openPage('/catalogue/E', user, unconnected)
  expect(find('.service-menu a[aria-current=page]').textContent).toBe('E費用支付資料下載')
  const fold = find('[aria-controls="service-menu-A"]')
  expect([fold.getAttribute('aria-expanded'), fold.getAttribute('aria-label')]).toEqual([
    'false',
    '展開「費用申報及資料登錄」',
  ])
  await click('[aria-controls="service-menu-A"]')
  expect(find('#service-menu-A').hidden).toBe(false)
  expect(find('[data-entry="A"] > a').getAttribute('href')).toBe('/catalogue/A')
  expect(has('[aria-controls="service-menu-E"], [aria-controls="service-menu-B"]')).toBe(false)
})

it('what is another system’s opens a new window, below a word that says so; the portal’s own comes first', async () => {
  await openPage('/catalogue/A.01', user, {})
  const items = [...document.querySelectorAll<HTMLElement>('#service-menu > li')]
  expect(items[0]?.dataset['entry']).toBe('A.01.03')
  expect(items[1]?.textContent).toBe('以下功能將另開視窗執行')
  for (const [index, item] of items.entries()) {
    const opensWindow = item.querySelector('a')?.target === '_blank'
    expect(opensWindow).toBe(index > 1)
  }
  expect(items[2]?.querySelector('a')?.getAttribute('href')).toBe('/catalogue/A.01.01')
  expect(items[2]?.textContent).toBe('未列項費用申報上傳（另開視窗）')
})

it('a right that was withdrawn meanwhile is lost when the entry is opened', async () => {
  await openPage('/home', user, { ...unconnected, 'GET /api/auth/session': { ...user, services: ['A.01.03'] } })
  expect(menu()).toContain('E')
  await click('.service-menu [data-entry=E] a')
  await appears('[data-lost]')
  expect(text('[data-lost]')).toContain('已不能使用「費用支付資料下載」')
  expect(menu()).toEqual(['A', 'A.01', 'A.01.03'])
})

it('who may not use an entry is told so', async () => {
  await openPage('/catalogue/B.01', user, {}, 'failed')
  expect(text()).toContain('您沒有使用此功能的權限')
})

it('a code that is none is not found', async () => {
  await openPage('/catalogue/A.99', user, {}, 'failed')
  expect(find('main').dataset['page']).toBe('not-found')
})
