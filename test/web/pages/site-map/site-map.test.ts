import { afterEach, describe, expect, it } from 'vitest'
import { actions } from '../../../../core/portal/actions.ts'
import { catalogueCodes } from '../../../../core/portal/catalogue.ts'
import { pageAt, pagePathsOf, isBehindSignIn } from '../../../../core/protocol/pages.ts'
import { fakeServices } from '../../support/fake-services.ts'
import { sampleSession } from '../../support/samples.ts'
import { clearScreen, drawApp, find, has, text, untilState } from '../../support/screen.ts'
import { manager, openPage } from '../organizations/samples.ts'
import { staffSession } from '../staff/samples.ts'

await Promise.all([
  import('../../../../web/pages/site-map/site-map-page.tsx'),
  import('../../../../web/pages/site-map/functions-page.tsx'),
])

afterEach(clearScreen)

const hrefs = (within: string) =>
  [...document.querySelectorAll<HTMLAnchorElement>(`${within} a`)].map((link) => link.getAttribute('href') ?? '')

describe('before the sign-in', () => {
  it('the whole tree leads to every page that needs no sign-in, and to no address that is none', async () => {
    await drawApp(fakeServices({ path: '/site-map' }).services)
    await untilState('ready', 'site-map')
    const found = hrefs('.site-map').map((href) => pageAt(new URL(href, location.origin).pathname, 'portal')?.path)
    expect(found).not.toContain(undefined)
    const open = pagePathsOf('portal').filter((path) => !isBehindSignIn(path))
    // Nobody goes there but who is sent by another system.
    expect(open.filter((path) => !found.includes(path))).toEqual(['/oidc/refused', '/oidc/end-session'])
    expect(hrefs('.site-map')).toContain('/guide?tab=questions')
    expect(text()).toContain('政府單位憑證卡')
  })
})

describe('after the sign-in', () => {
  const states = () =>
    [...document.querySelectorAll<HTMLElement>('.site-map [data-entry]')].map((entry) => ({
      code: entry.dataset['entry'],
      isLink: entry.querySelector(':scope > a') !== null,
    }))

  it('all functions are there: those that may be used are links, the others text', async () => {
    await openPage('/site-map/functions', { ...manager, services: ['E'] }, {})
    expect(states().map(({ code }) => code)).toEqual(catalogueCodes)
    const own = Object.values(actions).flatMap((row) =>
      'entry' in row && 'roles' in row && row.roles.some((role) => role === 'manager') ? [row.entry] : [],
    )
    const wanted = catalogueCodes.filter((code) => ['E', ...own].some((entry) => `${entry}.`.startsWith(`${code}.`)))
    expect(states().flatMap(({ code, isLink }) => (isLink ? [code] : []))).toEqual(wanted)
    expect(find('.site-map [data-entry=E] a').className).toBe('site-map-open')
    expect(find('.site-map [data-entry=B] span').textContent).toMatch(/^B /)
    expect(find('.site-map [data-shortcuts] a').getAttribute('href')).toBe('/shortcuts')
  })

  it('who may do nothing sees all as text; who works in the back office sees its pages too', async () => {
    await openPage('/site-map/functions', { ...sampleSession, institution: null, choices: [] }, {})
    expect(states().some(({ isLink }) => isLink)).toBe(false)
    expect(find('.site-map [data-shortcuts] span').textContent).toBe('下載捷徑專區')
    expect(has('[data-staff-menu]')).toBe(false)
    await clearScreen()
    await openPage('/site-map/functions', staffSession('information'), {})
    expect(hrefs('[data-staff-menu]')).toContain('/staff/contacts')
  })
})
