import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { daysAfter, taiwanDay } from '../../core/portal/taiwan-day.ts'
import { demoId } from '../../server/demo-id.demo.ts'
import { extensionPage, patience } from '../drive/launch.ts'
import { type Portal, startPortal } from '../drive/portal.ts'
import { askForSignIn, openSignInPage, signedIn, typePin } from '../drive/sign-in.ts'
import { findings } from './axe.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

/** At a portal of its own, since reports are made here. A dentist in Taichung reports support at a clinic in Taipei. */
describe('a support report, from its draft to its end', () => {
  let portal: Portal
  /** The applicant's browser, in which the bureau's colleague works too: on another site. */
  let desk: Workplace
  /** The supported clinic's. */
  let counter: Workplace
  let applicant: Page
  let bureau: Page
  let clinic: Page
  let number = ''
  const downloads = mkdtempSync(join(tmpdir(), 'support-downloads-'))
  const complaints: string[] = []

  beforeAll(async () => {
    portal = await startPortal()
    desk = await openWorkplace(portal.vpn)
    counter = await openWorkplace(portal.vpn)
  })
  afterAll(async () => {
    await desk?.close()
    await counter?.close()
    await portal?.stop()
    portal?.remove()
    rmSync(downloads, { recursive: true, force: true })
  })

  function listen(to: Page): Page {
    to.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    to.on('pageerror', (error) => complaints.push(String(error)))
    return to
  }

  /** 醫事憑證 of the support-reporting system. */
  async function signInWithCard(at: Workplace, card: string, kind: string): Promise<Page> {
    const reader = await at.plugIn('it-500u', card)
    const page = listen(await openSignInPage(at.browser, portal.support))
    await page.locator('[role=tab][data-key=certificate]').click()
    await page.locator(`input[name=card][value=${kind}]`).click()
    const earlier = new Set(at.browser.targets())
    const [window] = await Promise.all([
      extensionPage(at.browser, 'pin/index.html', earlier),
      page.locator('main form button[type=submit]').click(),
    ])
    await typePin(window, at.pinOf(card))
    await signedIn(page)
    await at.desk.ask({ action: 'unplug-reader', reader })
    return page
  }

  const press = (page: Page, words: string, within = 'main') =>
    page.locator(`${within} ::-p-xpath(.//button[normalize-space()='${words}'])`).click()
  const says = (page: Page, words: string, within = 'main') =>
    page.waitForFunction(
      (words, within) => document.querySelector(within)?.textContent?.includes(words),
      {},
      words,
      within,
    )
  const step = (page: Page, key: string) => page.waitForSelector(`[data-form-step=${key}]`)
  const isState = (page: Page, state: string) => page.waitForSelector(`main .support-state[data-state=${state}]`)

  /** No fault that axe finds and nothing wider than the screen, on a computer and on a phone. */
  async function isFine(page: Page): Promise<void> {
    for (const width of [360, 1280]) {
      await page.setViewport({ width, height: 900 })
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect([page.url(), width, Math.max(beyond, 0), await findings(page)]).toEqual([page.url(), width, 0, []])
    }
  }

  /** Pages of one browser: what is pressed is in front. */
  async function openReview(): Promise<void> {
    await bureau.bringToFront()
    await bureau.locator('.frame-brand').click()
    await signedIn(bureau)
    await bureau.locator('[data-staff-menu] a[href="/staff/support-reports"]').click()
    await bureau.locator(`button[aria-label="檢視 ${number}"]`).click()
    await bureau.waitForSelector('#support-review')
  }

  async function agree(): Promise<void> {
    await clinic.goto(`${portal.support}/support-reports/consents`)
    await clinic.locator(`button[aria-label="同意 ${number}"]`).click()
    await says(clinic, `已回覆 ${number}`)
  }

  /** Of the report that is open. */
  async function pass(reviewing: string): Promise<void> {
    await press(bureau, '開始審查')
    await isState(bureau, reviewing)
    await press(bureau, '核准')
    await press(bureau, '核准', 'dialog')
    await isState(bureau, 'approved')
  }

  const readAgain = async () => {
    await applicant.bringToFront()
    await applicant.reload()
    await applicant.waitForSelector('.support-progress')
  }

  it('is written step by step, and kept when the page is left', async () => {
    applicant = await signInWithCard(desk, 'hca-personnel-unassigned', 'hca-personnel')
    await applicant.locator('main a[href="/support-reports"]').click()
    await applicant.waitForSelector('main[data-page=support-reports][data-state=ready] .data-table')
    await isFine(applicant)
    await press(applicant, '開始登錄')
    await step(applicant, 'place') // the only registration is chosen already
    await applicant.locator('#institution-words').fill('晨曦')
    await press(applicant, '查詢機構')
    await applicant.locator('input[name=institution]').click()
    await applicant.locator('input[name=kind][value=consultation]').click()
    await isFine(applicant)
    await press(applicant, '儲存並繼續')
    await step(applicant, 'time')
    await readAgain()
    await step(applicant, 'time')
    const today = taiwanDay(new Date())
    await applicant.locator('#first-day').fill(daysAfter(today, 3))
    await applicant.locator('#last-day').fill(daysAfter(today, 60))
    await press(applicant, '新增時段')
    await isFine(applicant)
    await press(applicant, '儲存並繼續')
    await step(applicant, 'reason')
    await applicant.locator('#reason').fill('示範：會診')
    await isFine(applicant)
    await press(applicant, '儲存並繼續')
    await step(applicant, 'send')
    await says(applicant, '已完成申辦流程的 57%')
    await says(applicant, '越區執業')
    await isFine(applicant)
    await press(applicant, '送件')
    await isState(applicant, 'submitted')
    number = (await applicant.$eval('#support-report', (title) => title.textContent)).replace('報備支援 ', '')
    expect(number).toMatch(/^\d{4}R\d{7}$/)
  })

  it('is returned with a frequent reason, and mended', async () => {
    await desk.plugIn('it-500u', 'moica-staff')
    bureau = listen(await openSignInPage(desk.browser, portal.vpn))
    await typePin(await askForSignIn(desk.browser, bureau, 'moica'), desk.pinOf('moica-staff'))
    await signedIn(bureau)
    await openReview()
    await press(bureau, '開始審查')
    await isState(bureau, 'reviewing')
    await isFine(bureau)
    await press(bureau, '退回補正')
    await bureau.select('#return-template', 'reason-unclear')
    await press(bureau, '退回補正', 'dialog')
    await isState(bureau, 'returned')
    await readAgain()
    await says(applicant, '衛生局退回補正：支援事由不夠具體')
    await applicant.locator('[data-step=reason]').click()
    await step(applicant, 'reason')
    await applicant.locator('#reason').fill('示範：齒顎矯正會診')
    await press(applicant, '儲存並繼續')
    await step(applicant, 'send')
    await press(applicant, '送件')
    await isState(applicant, 'submitted')
  })

  it('is agreed to by the clinic, approved in Taichung, and Taipei gets a copy', async () => {
    clinic = await signInWithCard(counter, 'hca-institution', 'hca-institution')
    await clinic.goto(`${portal.support}/support-reports/consents`)
    await clinic.waitForSelector(`[data-asked="${number}"]`)
    await isFine(clinic)
    await agree()
    await openReview()
    await says(bureau, '1 個欄位有異動')
    await isFine(bureau)
    await pass('reviewing')
    await says(bureau, '臺北市')
    await readAgain()
    await says(applicant, '已完成申辦流程的 100%')
    await isFine(applicant)
  })

  it('is printed, and the form’s code tells its state', async () => {
    const session = await applicant.createCDPSession()
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads })
    await press(applicant, '列印（PDF）')
    const name = `報備支援-${number}.pdf`
    await vi.waitFor(() => expect(existsSync(join(downloads, name)), String(readdirSync(downloads))).toBe(true), {
      timeout: patience,
    })
    expect(readFileSync(join(downloads, name)).subarray(0, 5).toString()).toBe('%PDF-')
    const guest = listen(await counter.browser.newPage())
    const code = demoId('support report lin 9900001').replaceAll('-', '').slice(0, 22)
    await guest.goto(`${portal.support}/support-reports/verify?code=${code}`)
    await isState(guest, 'approved')
    expect(await guest.$eval('main', (main) => main.textContent)).not.toContain('林示範')
    await isFine(guest)
    await guest.close()
  })

  it('is changed: what was approved stands beside it', async () => {
    await press(applicant, '變更')
    await step(applicant, 'send')
    await applicant.locator('[data-step=time]').click()
    await step(applicant, 'time')
    await applicant.select('#hours-0-weekday', '5')
    await press(applicant, '儲存並繼續')
    await step(applicant, 'reason')
    await press(applicant, '儲存並繼續')
    await step(applicant, 'send')
    await press(applicant, '送件')
    await isState(applicant, 'change-submitted')
    await agree()
    await openReview()
    await bureau.waitForSelector('[data-row=weekly] .support-changed')
    await pass('change-reviewing')
    await readAgain()
    await says(applicant, '星期五 09:00–12:00')
  })

  it('is cancelled with a reason', async () => {
    await press(applicant, '註銷')
    await applicant.locator('#cancel-why').fill('示範：支援機構停診')
    expect(await findings(applicant)).toEqual([])
    await press(applicant, '註銷', 'dialog')
    await isState(applicant, 'cancelled')
    await says(applicant, '示範：支援機構停診')
  })

  it('the bureau’s lists and statistics are fine, and no page complained', async () => {
    await bureau.bringToFront()
    await bureau.locator('.frame-brand').click()
    await signedIn(bureau)
    await bureau.locator('[data-staff-menu] a[href="/staff/support-reports"]').click()
    await bureau.locator('[role=tab][data-key=all]').click()
    await bureau.waitForSelector('main .data-table')
    await isFine(bureau)
    await bureau.locator('[role=tab][data-key=statistics]').click()
    await bureau.waitForSelector('[data-statistics=month] svg')
    await isFine(bureau)
    expect(complaints).toEqual([])
  })
})
