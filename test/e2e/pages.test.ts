import type { Page } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { CardType } from '../../core/cards/card-types.ts'
import { actionRow } from '../../core/portal/actions.ts'
import { isBehindSignIn, pageAddress, type PagePath, pagePathsOf, pageRow } from '../../core/protocol/pages.ts'
import { askForSignIn, openSignInPage, signedIn, typePin } from '../drive/sign-in.ts'
import { shows } from '../drive/shows.ts'
import { openWay, signInByCertificate } from '../drive/support-sign-in.ts'
import { keepStill, lookAtPage } from './look-at-page.ts'
import { policyViolations, watchPolicy } from './policy-violations.ts'
import { specifiedPages } from './specified-pages.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

const visitors = ['anybody', 'chooser', 'user', 'representative', 'manager', 'staff'] as const
type Visitor = (typeof visitors)[number]

const cardOf: Readonly<Record<Exclude<Visitor, 'anybody' | 'user'>, readonly [card: string, CardType]>> = {
  chooser: ['moica', 'moica'],
  representative: ['hca-institution', 'hca-institution'],
  manager: ['hca-personnel', 'hca-personnel'],
  staff: ['moica-staff', 'moica'],
}

/** Who is sent to look at a page: somebody who may. */
function visitorOf(path: PagePath): Visitor {
  const { action } = pageRow(path)
  if (!isBehindSignIn(path)) return 'anybody'
  if (path === '/institution') return 'chooser'
  if (path === '/catalogue') return 'user' // to whom something is granted
  if (action === undefined) return 'manager'
  const row = actionRow(action)
  if (row.scope === 'areas') return 'staff'
  if (row.scope === 'person') return 'manager'
  if (row.service !== undefined) return 'user'
  return row.roles.includes('representative') ? 'representative' : 'manager'
}

/** Of a page that has many addresses, those that are looked at. */
const partsOf: Readonly<Partial<Record<PagePath, readonly string[]>>> = {
  '/personnel/services': ['cloud-records'],
  '/catalogue': ['A', 'A.02', 'A.01.07'],
  // Looked at by the test of single sign-on: it stays with who is refused alone.
  '/oidc/continue': [],
  '/oidc/refused': ['address'],
}

const visited = (visitor: Visitor): string[] =>
  pagePathsOf('portal')
    .filter((path) => visitorOf(path) === visitor)
    .flatMap((path) => (partsOf[path] ?? ['']).map((part) => pageAddress(path, part)))

/** Names the page's pictures. */
const nameOf = (address: string): string => address.slice(1).replaceAll('/', '-') || 'sign-in'

/** What is wrong with the page that is shown, and what its policy has kept from it. */
const lookAt = async (page: Page, name: string): Promise<string[]> => [
  ...(await lookAtPage(page, name)),
  ...(await policyViolations(page)),
]

describe('every page: 360, 768 and 1280 px, light and dark, axe, the keyboard', () => {
  let at: Workplace
  let page: Page
  beforeAll(async () => {
    at = await openWorkplace()
  })
  afterAll(() => at?.close())

  async function open(address: string): Promise<void> {
    await keepStill(page)
    await page.goto(at.portal + address)
    await shows(page, 'main[data-state=ready]')
    await page.waitForSelector('main .waiting', { hidden: true })
    expect(new URL(page.url()).pathname).toBe(address)
  }

  /** What the specification says is here, and is not. */
  async function lacking(address: string): Promise<string[]> {
    const shown = await page.$eval('body', (body) => body.textContent)
    return specifiedPages.flatMap(([words, at]) => (at === address && !shown.includes(words) ? [words] : []))
  }

  async function signIn(visitor: keyof typeof cardOf): Promise<void> {
    await at.clear()
    const [card, cardType] = cardOf[visitor]
    await at.plugIn('it-500u', card)
    page = await watchPolicy(await openSignInPage(at.browser, at.portal))
    await page.reload()
    await shows(page, 'main[data-page=sign-in][data-state=ready]')
    await typePin(await askForSignIn(at.browser, page, cardType), at.pinOf(card))
    await shows(page, 'main:is([data-page=home], [data-page=institution])[data-state=ready]')
  }

  it('none that is specified is missing', () => {
    const addresses = new Set(visitors.flatMap(visited))
    expect(specifiedPages.filter(([, address]) => !addresses.has(address))).toEqual([])
  })

  describe('for anybody', () => {
    beforeAll(async () => {
      page = await watchPolicy(await at.browser.newPage())
    })
    it.each(visited('anybody'))('%s', async (address) => {
      await open(address)
      expect(await lacking(address)).toEqual([])
      expect(await lookAt(page, nameOf(address))).toEqual([])
    })
  })

  describe('for who works at two', () => {
    beforeAll(() => signIn('chooser'))
    it('/institution', async () => {
      expect(await lookAt(page, 'institution')).toEqual([])
      await page.select('#institution', '5901999027')
      await page.locator('main form button[type=submit]').click()
      await signedIn(page)
    })
    it.each(visited('user'))('%s', async (address) => {
      await open(address)
      expect(await lacking(address)).toEqual([])
      expect(await lookAt(page, nameOf(address))).toEqual([])
    })
  })

  describe.each(['representative', 'manager', 'staff'] as const)('for a %s', (visitor) => {
    beforeAll(() => signIn(visitor))
    it.each(visited(visitor))('%s', async (address) => {
      await open(address)
      expect(await lacking(address)).toEqual([])
      expect(await lookAt(page, nameOf(address))).toEqual([])
    })
  })
})

/** Behind the sign-in those that whoever is signed in may see; what takes a right is looked at by the tests of its own. */
describe('every page of the support-reporting system, the same', () => {
  const support = inject('support')
  let at: Workplace
  let page: Page
  beforeAll(async () => {
    at = await openWorkplace(support)
    page = await watchPolicy(await at.browser.newPage())
  })
  afterAll(() => at?.close())

  const whole = pagePathsOf('support').filter((path) => !pageRow(path).part && !pageRow(path).action)
  async function look(path: PagePath): Promise<void> {
    await keepStill(page)
    await page.goto(support + path)
    await shows(page, 'main:is([data-state=ready], [data-state=failed])')
    await page.waitForSelector('main .waiting', { hidden: true })
    expect(await lookAt(page, `support-${nameOf(path)}`)).toEqual([])
  }

  it.each(whole.filter((path) => !isBehindSignIn(path)))('%s', look)

  describe('for who is signed in', () => {
    beforeAll(async () => {
      await at.plugIn('it-500u', 'hca-personnel')
      page = await watchPolicy(await openWay(at.browser, support, 'certificate'))
      await signInByCertificate(at.browser, page, at.pinOf('hca-personnel'))
    })
    it.each(whole.filter((path) => isBehindSignIn(path) && path !== '/institution'))('%s', look)
  })
})
