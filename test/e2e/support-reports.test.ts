import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { demoId } from '../../server/demo-id.demo.ts'
import { extensionPage, patience } from '../drive/launch.ts'
import { type Portal, startPortal } from '../drive/portal.ts'
import { askForSignIn, openSignInPage, signedIn, typePin } from '../drive/sign-in.ts'
import {
  agree,
  cancelReport,
  changeWeekday,
  fileReport,
  isState,
  mendReason,
  openReview,
  pass,
  printedName,
  printReport,
  readAgain,
  says,
  sendBack,
} from '../drive/support-reports.ts'
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

  it('is written step by step, and kept when the page is left', async () => {
    applicant = await signInWithCard(desk, 'hca-personnel-unassigned', 'hca-personnel')
    number = await fileReport(applicant, isFine)
    expect(number).toMatch(/^\d{4}R\d{7}$/)
  })

  it('is returned with a frequent reason, and mended', async () => {
    await desk.plugIn('it-500u', 'moica-staff')
    bureau = listen(await openSignInPage(desk.browser, portal.vpn))
    await typePin(await askForSignIn(desk.browser, bureau, 'moica'), desk.pinOf('moica-staff'))
    await signedIn(bureau)
    await openReview(bureau, number)
    await sendBack(bureau, isFine)
    await mendReason(applicant)
  })

  it('is agreed to by the clinic, approved in Taichung, and Taipei gets a copy', async () => {
    clinic = await signInWithCard(counter, 'hca-institution', 'hca-institution')
    await clinic.goto(`${portal.support}/support-reports/consents`)
    await clinic.waitForSelector(`[data-asked="${number}"]`)
    await isFine(clinic)
    await agree(clinic, portal.support, number)
    await openReview(bureau, number)
    await says(bureau, '1 個欄位有異動')
    await isFine(bureau)
    await pass(bureau, 'reviewing')
    await says(bureau, '臺北市')
    await readAgain(applicant)
    await says(applicant, '已完成申辦流程的 100%')
    await isFine(applicant)
  })

  it('is printed, and the form’s code tells its state', async () => {
    await printReport(applicant, downloads)
    const name = printedName(number)
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
    await changeWeekday(applicant)
    await agree(clinic, portal.support, number)
    await openReview(bureau, number)
    await bureau.waitForSelector('[data-row=weekly] .support-changed')
    await pass(bureau, 'change-reviewing')
    await readAgain(applicant)
    await says(applicant, '星期五 09:00–12:00')
  })

  it('is cancelled with a reason', async () => {
    await cancelReport(applicant, async (page) => expect(await findings(page)).toEqual([]))
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
