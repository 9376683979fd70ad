import { afterEach, expect, it } from 'vitest'
import { fakeServices } from '../../support/fake-services.ts'
import { appears, clearScreen, drawApp, find, has, text, untilState } from '../../support/screen.ts'

await import('../../../../web/pages/links/links-page.tsx')

afterEach(clearScreen)

const link = {
  id: 'a',
  section: 'systems',
  name: '衛生福利部',
  address: 'https://www.mohw.gov.tw/',
  contact: '',
  phone: '',
}
const contact = {
  id: 'b',
  section: 'system-contacts',
  name: '戒菸服務系統',
  address: '',
  contact: '王示範',
  phone: '02',
}
const open = (links: readonly object[]) =>
  drawApp(fakeServices({ path: '/links', answers: { 'GET /api/links': { links } } }).services)

it('has a section for each kind that has rows: links that open a new window, and a table of whom to ask', async () => {
  await open([link, contact])
  await untilState('ready', 'links')
  const sections = [...document.querySelectorAll('main h2')].map((one) => one.textContent)
  expect(sections).toEqual(['其它應用系統', '其它應用系統聯絡窗口'])
  const anchor = find('main section a', HTMLAnchorElement)
  expect([anchor.href, anchor.target, anchor.rel]).toEqual([link.address, '_blank', 'noopener noreferrer'])
  expect(anchor.textContent).toContain('另開視窗')
  expect([...document.querySelectorAll('thead th')].map((one) => one.textContent)).toEqual([
    '應用系統',
    '聯絡窗口',
    '連絡電話',
  ])
  expect(text('tbody')).toBe('戒菸服務系統王示範02')
})

it('says that there is nothing', async () => {
  await open([])
  await appears('main p + p')
  expect(text()).toContain('目前沒有資料')
  expect(has('main section')).toBe(false)
})
