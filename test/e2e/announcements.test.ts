import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Portal, startPortal } from '../drive/portal.ts'
import { askForSignIn, openSignInPage, signedIn, typePin } from '../drive/sign-in.ts'
import { findings } from './axe.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

const title = '示範：線上說明會'
const dangerous =
  '<p onclick="alert(1)">議程<b>如下</b></p><script>window.hurt=1</script><img src="/nowhere.png" onerror="window.hurt=1">' +
  '<p><a href="javascript:alert(1)">連結</a></p><iframe src="/"></iframe>'

/** At a portal of its own, since something is published here. */
describe('an announcement, from its author to everybody', () => {
  let portal: Portal
  let office: Workplace
  let page: Page
  const folder = mkdtempSync(join(tmpdir(), 'announcement-'))
  /** What a browser says against a page: violations of the policy, errors of scripts. */
  const complaints: string[] = []

  beforeAll(async () => {
    portal = await startPortal()
    office = await openWorkplace(portal.vpn)
  })
  afterAll(async () => {
    await office?.close()
    await portal?.stop()
    portal?.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  function listen(to: Page): Page {
    to.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    to.on('pageerror', (error) => complaints.push(String(error)))
    return to
  }

  it('is written in the editor; what is dangerous in what is pasted is gone, and the author is told', async () => {
    await office.plugIn('it-500u', 'moica-staff')
    page = listen(await openSignInPage(office.browser, office.portal))
    await typePin(await askForSignIn(office.browser, page, 'moica'), office.pinOf('moica-staff'))
    await signedIn(page)
    await page.locator('[data-staff-menu] a[href="/staff/announcements"]').click()
    await page.locator('#kinds-tab-business').click()
    await page.waitForFunction(() => location.search === '?kind=business')
    await page.locator('main .button-primary').click()
    await page.locator('#announcement-title').click()
    await page.keyboard.type(title)
    await page.locator('#announcement-content').click()
    await page.evaluate((html) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/html', html)
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      document.querySelector('#announcement-content')?.dispatchEvent(paste)
    }, dangerous)
    await page.waitForSelector('[data-taken-out]')
    const told = await page.$$eval('[data-taken-out] li', (items) => items.map((item) => item.textContent))
    expect(told).toEqual(['onclick × 1', 'script × 1', 'img × 1', 'javascript × 1', 'iframe × 1'])
    expect(
      await page.$$eval('#announcement-content :is(script, img, iframe, [onclick], [href])', (all) => all.length),
    ).toBe(0)
    await page.keyboard.type('。')
    const written = () => page.$eval('#announcement-content', (content) => content.textContent)
    const whole = await written()
    await pressInEditor('復原')
    expect(await written()).not.toBe(whole)
    await pressInEditor('重做')
    expect(await written()).toBe(whole)
    await page.select('#announcement-department', 'information')
    await page.select('#announcement-category', 'general')
    expect(await findings(page)).toEqual([])
  })

  it('is a draft that takes an attachment, is looked at, and is published', async () => {
    await press('儲存')
    const file = join(folder, '議程.txt')
    writeFileSync(file, '示範議程\n')
    const input = await page.waitForSelector('input#announcement-file')
    await input?.uploadFile(file)
    await page.waitForSelector('.announcement-files [data-file]')
    await page.locator('details summary').click()
    await page.waitForSelector('[data-preview] b')
    expect(await page.$eval('[data-preview]', (preview) => preview.textContent)).toContain('議程如下')
    expect(await findings(page)).toEqual([])
    await press('發布')
    await page.locator('dialog .button-primary, dialog .button-danger').click()
    await says('公告中')
  })

  it('stands on the public pages as they arrive, and opens in place with its file', async () => {
    const reader = listen(await office.browser.newPage())
    await reader.setJavaScriptEnabled(false)
    await reader.goto(`${office.portal}/`)
    expect(await reader.$eval('[data-front=front-business]', (part) => part.textContent)).toContain(title)
    await reader.setJavaScriptEnabled(true)
    await reader.goto(`${office.portal}/announcements`)
    await reader.waitForSelector('main[data-page=announcements][data-state=ready]')
    await reader.locator(`button[aria-label="詳細資料… ${title}"]`).click()
    await reader.waitForSelector('.announcement-details [data-file]')
    const shown = await reader.$eval('.announcement-details', (details) => details.innerHTML)
    expect(shown).toContain('<b>如下</b>')
    expect(shown).not.toMatch(/<script|<img|<iframe|onclick|javascript:/)
    expect(await reader.evaluate(() => 'hurt' in window)).toBe(false)
    for (const width of [1280, 320]) {
      await reader.setViewport({ width, height: 800 })
      const beyond = await reader.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(beyond).toBeLessThanOrEqual(0)
      expect(await findings(reader)).toEqual([])
    }
    await reader.close()
  })

  it('no page complained: nothing against the policy, no error of a script', () => {
    expect(complaints).toEqual([])
  })

  /** The button with these words. */
  const press = (words: string) => page.locator(`main ::-p-xpath(//button[normalize-space()='${words}'])`).click()

  /** Of the content's own buttons. */
  const pressInEditor = (words: string) =>
    page
      .locator(`main ::-p-xpath(//div[./*[@id='announcement-content']]//button[normalize-space()='${words}'])`)
      .click()

  /** Waits until the page says that it was done. */
  const says = (words: string) =>
    page.waitForFunction((words) => document.querySelector('.done-notice')?.textContent?.includes(words), {}, words)
})
