import { afterEach, describe, expect, it } from 'vitest'
import { say } from '../../../core/i18n/text.ts'
import { footLinks, sideLinks, signedInTopLinks, topLinks } from '../../../core/protocol/frame-links.ts'
import { isBehindSignIn, pagePathsOf } from '../../../core/protocol/pages.ts'
import { fakeServices } from '../support/fake-services.ts'
import { sampleSession } from '../support/samples.ts'
import { appears, clearScreen, click, drawApp, find, has, text } from '../support/screen.ts'

afterEach(clearScreen)

const open = async (path: string, parts: Parameters<typeof fakeServices>[0] = {}) => {
  await drawApp(fakeServices({ path, ...parts }).services)
  await appears('.breadcrumb')
}
const hrefs = (within: string) => [...document.querySelectorAll(`${within} a`)].map((link) => link.getAttribute('href'))
const targets = (links: typeof sideLinks) => links.map(({ to, query = '' }) => to + query)

describe('around a page before the sign-in', () => {
  it.each(pagePathsOf('portal').filter((path) => !isBehindSignIn(path)))(
    '%s: menu, whom to ask, place, policies',
    async (path) => {
      await open(path)
      expect(hrefs('#side-menu')).toEqual(targets(sideLinks))
      expect(hrefs('.frame-top')).toEqual(targets(topLinks))
      expect(hrefs('.frame-footer')).toEqual(targets(footLinks))
      expect(text('.frame-top')).toContain('您正使用 Google Chrome 瀏覽器（版本 142）')
      expect(hrefs('.frame-helpdesk')).toEqual(['tel:0200000100', 'mailto:service@portal.example', 'tel:0200000118'])
      expect(text('.frame-helpdesk')).toContain('網路線路檢測/報修專線')
      expect(text('.breadcrumb')).toMatch(/^所在位置首頁/)
      expect(find('.frame-brand').getAttribute('href')).toBe('/')
    },
  )

  it('the menu is folded for narrow screens until it is opened, and again after a change of page', async () => {
    await open('/')
    const shown = () => find('.frame-side nav').dataset['shown']
    expect(shown()).toBe('false')
    await click('.service-menu-switch')
    expect(shown()).toBe('true')
    expect(find('.service-menu-switch').getAttribute('aria-expanded')).toBe('true')
    await click('.frame-footer a')
    expect(shown()).toBe('false')
  })

  it('an address that is no page has the menu too', async () => {
    await open('/nowhere')
    expect(has('#side-menu')).toBe(true)
  })
})

describe('around a page behind the sign-in', () => {
  it('are the own home page and the entries of the public pages, below, with whom to ask', async () => {
    await open('/home', { session: sampleSession })
    expect(hrefs('.frame-top')).toEqual(targets(signedInTopLinks))
    expect(has('#side-menu')).toBe(false)
    expect(hrefs('.frame-footer nav')).toEqual([...targets(sideLinks), ...targets(footLinks)])
    expect(hrefs('.frame-footer')).toContain('mailto:service@portal.example')
    expect(find('.frame-brand').getAttribute('href')).toBe('/home')
  })

  it('a public page leads back to the own home page', async () => {
    await open('/policies/privacy', { session: sampleSession })
    expect(hrefs('.breadcrumb')).toEqual(['/home'])
    expect(has('#side-menu')).toBe(false)
  })

  it('is no menu while it is not known yet who is signed in', async () => {
    await drawApp(
      fakeServices({ path: '/home', answers: { 'GET /api/auth/session': () => new Promise(() => {}) } }).services,
    )
    expect(has('#side-menu')).toBe(false)
  })
})

it('every entry has a name in both languages', () => {
  for (const { label } of [...sideLinks, ...topLinks, ...signedInTopLinks, ...footLinks]) {
    expect(say(label, 'zh-TW')).toMatch(/\p{Script=Han}/u)
    expect(say(label, 'en')).toMatch(/^[A-Z][\w’ -]+$/)
  }
})
