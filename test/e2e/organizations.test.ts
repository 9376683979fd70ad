import type { Page } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CardType } from '../../core/cards/card-types.ts'
import { type Portal, startPortal } from '../drive/portal.ts'
import { askForSignIn, openSignInPage, signedIn, typePin } from '../drive/sign-in.ts'
import { findings } from './axe.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

/** At a portal of its own, since who may do what changes here; two computers, since a browser has one session. */
describe('機構授權作業, from the institution’s card to a user’s menu and back', () => {
  let portal: Portal
  let office: Workplace
  let counter: Workplace
  /** The representative’s page, then the manager’s; and the user’s, which stays open. */
  let page: Page
  let usersPage: Page

  beforeAll(async () => {
    portal = await startPortal()
    office = await openWorkplace(portal.vpn)
    counter = await openWorkplace(portal.vpn)
  })
  afterAll(async () => {
    await office?.close()
    await counter?.close()
    await portal?.stop()
    portal?.remove()
  })

  async function signIn(at: Workplace, card: string, cardType: CardType): Promise<Page> {
    const reader = await at.plugIn('it-500u', card)
    const page = await openSignInPage(at.browser, at.portal)
    await typePin(await askForSignIn(at.browser, page, cardType), at.pinOf(card))
    await signedIn(page)
    await at.desk.ask({ action: 'unplug-reader', reader })
    return page
  }

  it('the representative’s menu holds 機構代表作業 alone', async () => {
    page = await signIn(office, 'hca-institution', 'hca-institution')
    expect(await openEntries(page)).toEqual(['O', 'O.01', 'O.01.01', 'O.01.02'])
    expect(await findings(page)).toEqual([])
  })

  it('the representative appoints a manager by ID number; a wrong one is said beside the field', async () => {
    await follow(page, 'O.01.01')
    await page.waitForSelector('[data-seats]')
    expect(await findings(page)).toEqual([])
    await page.locator('.part-head .button-primary').click()
    await fill(page, { 'member-idNumber': 'A299090065', 'member-name': '閒示範' })
    await page.keyboard.press('Enter')
    await page.waitForSelector('#member-idNumber-error')
    expect(await focused(page)).toBe('member-idNumber')
    expect(await findings(page)).toEqual([])
    await fill(page, { 'member-idNumber': 'a299090064' })
    await page.keyboard.press('Enter')
    await done(page, '已指派「閒示範」為機構管理者')
    await page.waitForSelector('dialog', { hidden: true })
    // the dialog gave the focus back to the button that had opened it
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('新增機構管理者')
    expect(await findings(page)).toEqual([])
  })

  it('before removing, it says what is lost; Esc goes back to the button, and nobody is removed', async () => {
    await page.locator('[aria-label="移除 閒示範"]').click()
    await page.waitForSelector('dialog[open]')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('返回')
    expect(await findings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.waitForSelector('dialog', { hidden: true })
    expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('移除 閒示範')
    await signOut(page)
  })

  it('the manager signs in and sees the manager’s menu', async () => {
    page = await signIn(office, 'hca-personnel-unassigned', 'hca-personnel')
    expect(await openEntries(page)).toEqual(['O', 'O.02', 'O.02.01', 'O.02.02', 'O.02.03'])
  })

  it('the manager applies for a service', async () => {
    await follow(page, 'O.02.01')
    await page.locator('input[name="A.01.03"]').click()
    await page.locator('main form button[type=submit]').click()
    await page.waitForSelector('[data-applied="A.01.03"]')
    await done(page, '已申請：醫事機構固接網路及允入HIS廠商申請作業')
    expect(await findings(page)).toEqual([])
  })

  it('makes somebody a user', async () => {
    await follow(page, 'O.02.02')
    await page.locator('.part-head .button-primary').click()
    await fill(page, { 'member-idNumber': 'A299090108', 'member-name': '署示範', 'member-phone': '02-1234-5678' })
    await page.keyboard.press('Enter')
    await done(page, '已指派「署示範」為機構使用者')
    expect(await findings(page)).toEqual([])
  })

  it('and grants two services', async () => {
    await follow(page, 'O.02.03')
    await chooseUser(page, '署示範')
    await page.locator('input[name="A.01.03"]').click()
    await page.locator('input[name=E]').click()
    await page.locator('main form button[type=submit]').click()
    await done(page, '已儲存「署示範」的授權')
    expect(await findings(page)).toEqual([])
  })

  it('the user signs in and sees exactly that menu', async () => {
    usersPage = await signIn(counter, 'moica-staff', 'moica')
    expect(await openEntries(usersPage)).toEqual(['A', 'A.01', 'A.01.03', 'E'])
    expect(await usersPage.$$eval('[data-tile] a', (tiles) => tiles.map((tile) => tile.textContent))).toEqual([
      'A費用申報及資料登錄',
      'E費用支付資料下載',
    ])
    await follow(usersPage, 'E')
    await usersPage.waitForSelector('[data-not-connected=E]')
    expect(await findings(usersPage)).toEqual([])
    await follow(usersPage, 'A.01.03')
    await fill(usersPage, { 'line-circuit': 'HN-0001', 'line-provider': '示範電信' })
    await usersPage.keyboard.press('Enter')
    await done(usersPage, '已儲存固接線路')
    expect(await findings(usersPage)).toEqual([])
  })

  it('the manager withdraws one, having been told what is lost', async () => {
    await page.locator('input[name="A.01.03"]').click()
    await page.locator('main form button[type=submit]').click()
    await page.waitForSelector('dialog[open]')
    expect(await page.$$eval('dialog li', (items) => items.map((item) => item.textContent))).toEqual([
      '醫事機構固接網路及允入HIS廠商申請作業',
    ])
    expect(await findings(page)).toEqual([])
    await page.locator('dialog .button-danger').click()
    await page.waitForSelector('dialog', { hidden: true })
    await done(page, '已儲存「署示範」的授權')
  })

  it('the user’s open session loses it at the next request: the menu too, and the page says so', async () => {
    expect(await openEntries(usersPage)).toContain('A.01.03')
    await usersPage.locator('[aria-labelledby=line] button[type=submit]').click()
    await usersPage.waitForSelector('[data-lost]')
    expect(await openEntries(usersPage)).toEqual(['E'])
    expect(await usersPage.$('form')).toBeNull()
    expect(await findings(usersPage)).toEqual([])
  })

  it('who did what can be read by the manager', async () => {
    await page.locator('.history-link a').click()
    await page.waitForSelector('main[data-page=history] .data-table')
    const events = await page.$$eval('tbody tr', (rows) =>
      rows.map((row) => [...row.querySelectorAll('th, td:not(:last-child)')].map(({ textContent }) => textContent)),
    )
    const vendors = '醫事機構固接網路及允入HIS廠商申請作業'
    expect(events).toContainEqual(['收回授權', `署示範、${vendors}`, '閒示範'])
    expect(events).toContainEqual(['登記固接線路', '', '署示範'])
    expect(events).toContainEqual(['申請健保服務', vendors, '閒示範'])
    expect(events).toContainEqual(['指派機構管理者', '閒示範', '機構卡或系統'])
    expect(await findings(page)).toEqual([])
  })

  it('at 320 px nothing is wider than the screen, and axe finds nothing, light and dark', async () => {
    await page.setViewport({ width: 320, height: 800 })
    for (const entry of ['O.02.01', 'O.02.02', 'O.02.03']) {
      await follow(page, entry)
      if (entry === 'O.02.03') await chooseUser(page, '署示範')
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(beyond).toBeLessThanOrEqual(0) // less by the place that is kept for a scroll bar
      for (const value of ['dark', 'light']) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }])
        expect(await findings(page)).toEqual([])
      }
    }
  })
})

/** The entries of the service menu through which something may be done, folded out or not. */
const openEntries = (page: Page): Promise<(string | undefined)[]> =>
  page.$$eval('.service-menu [data-entry]', (entries) =>
    entries
      .filter((entry) => entry.querySelector(':scope > .service-menu-closed') === null)
      .map((entry) => entry.getAttribute('data-entry') ?? undefined),
  )

/** From the home page, follows an entry of the menu, folding out what stands above it. */
async function follow(page: Page, entry: string): Promise<void> {
  await page.locator('.frame-brand').click()
  await page.waitForSelector('main[data-page=home][data-state=ready]')
  const isFolded = await page.$eval('button.service-menu-switch', (button) => button.offsetParent !== null)
  if (isFolded) await page.locator('.service-menu-switch').click()
  const steps = entry.split('.').map((_, at, codes) => codes.slice(0, at + 1).join('.'))
  for (const step of steps.slice(0, -1)) {
    const fold = await page.waitForSelector(`[aria-controls="service-menu-${step}"]`)
    if ((await fold?.evaluate((button) => button.ariaExpanded)) === 'false') await fold?.click()
  }
  await page.locator(`.service-menu [data-entry="${entry}"] > a`).click()
  await page.waitForSelector(`.service-menu [data-entry="${entry}"] > a[aria-current=page]`)
  await page.waitForSelector('main[data-state=ready] .waiting', { hidden: true })
}

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, value] of Object.entries(values)) {
    await page.locator(`#${id}`).fill(value)
    await page.focus(`#${id}`)
  }
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.id)

async function chooseUser(page: Page, name: string): Promise<void> {
  await page.locator(`.grant-user ::-p-text(${name})`).click()
  await page.waitForFunction((name) => document.querySelector('#grant-services')?.textContent?.includes(name), {}, name)
}

/** Waits until the page says that it was done. */
async function done(page: Page, words: string): Promise<void> {
  await page.waitForFunction((words) => document.querySelector('.done-notice')?.textContent?.includes(words), {}, words)
}

async function signOut(page: Page): Promise<void> {
  await page.locator('.session-tools button').click()
  await page.waitForSelector('main[data-page=sign-in][data-state=ready]')
}
