import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Portal, startPortal } from '../drive/portal.ts'
import { askForSignIn, openSignInPage, signedIn, typePin } from '../drive/sign-in.ts'
import { findings } from './axe.ts'
import { openWorkplace, type Workplace } from './workplace.ts'
import { patience } from '../drive/launch.ts'

/** At a portal of its own, since institutions and posts change here. */
describe('the back office, for an administrator who works at no institution', () => {
  let portal: Portal
  let office: Workplace
  let page: Page
  const downloads = mkdtempSync(join(tmpdir(), 'staff-downloads-'))

  beforeAll(async () => {
    portal = await startPortal()
    office = await openWorkplace(portal.vpn)
  })
  afterAll(async () => {
    await office?.close()
    await portal?.stop()
    portal?.remove()
    rmSync(downloads, { recursive: true, force: true })
  })

  /** From the home page by its link, as a person goes. */
  async function open(path: string): Promise<void> {
    await page.locator('.frame-brand').click()
    await page.waitForSelector('main[data-page=home][data-state=ready]')
    await page.locator(`[data-staff-menu] a[href="${path}"]`).click()
    await page.waitForFunction((path) => location.pathname === path, {}, path)
    await page.waitForSelector('main[data-state=ready]')
    await page.waitForSelector('main .waiting', { hidden: true })
  }

  it('the card leads home, where the back office is', async () => {
    await office.plugIn('it-500u', 'moica-staff')
    page = await openSignInPage(office.browser, office.portal)
    await typePin(await askForSignIn(office.browser, page, 'moica'), office.pinOf('moica-staff'))
    await signedIn(page)
    expect(await page.$$eval('[data-staff-menu] a', (links) => links.map((link) => link.textContent))).toEqual([
      '公告作業',
      '下載專區作業',
      '資料申請作業',
      '聯絡窗口維護作業',
      '首頁連結作業',
      '單一登入系統作業',
      '醫事機構維護作業',
      'HIS廠商維護作業',
      '雲端安全模組審核作業',
      '報備支援審核作業',
      '檢測報告查詢',
      '系統參數維護作業',
      '後台人員維護作業',
      '稽核紀錄查詢',
    ])
    expect(await findings(page)).toEqual([])
  })

  it('an institution is found by a part of its name, and changed', async () => {
    await open('/staff/institutions')
    await page.locator('#institution-text').fill('安禾')
    await page.keyboard.press('Enter')
    await page.locator('[aria-label="修改「示範安禾藥局」"]').click()
    await page.waitForSelector('dialog[open]')
    expect(await findings(page)).toEqual([])
    await page.select('#institution-division', 'central')
    await page.locator('dialog .button-primary').click()
    await done(page, '已更新「示範安禾藥局」')
    expect(await page.$eval('tbody', (body) => body.textContent)).toContain('中區業務組')
    expect(await findings(page)).toEqual([])
  })

  it('a post is given by the whole number', async () => {
    await open('/staff/posts')
    await page.locator('.staff-head .button-primary').click()
    await page.locator('#post-idNumber').fill('A299090064')
    await page.locator('#post-name').fill('閒示範')
    expect(await findings(page)).toEqual([])
    await page.locator('dialog .button-primary').click()
    await done(page, '已給予「閒示範」職務')
  })

  it('the last administrator’s post is not taken, and it is said why', async () => {
    await page.locator('[aria-label="收回「署示範」的系統管理者職務"]').click()
    await page.locator('dialog .button-danger').click()
    await page.waitForSelector('dialog .error-panel[data-code=ERR_REQUEST_LAST_ADMINISTRATOR]')
    expect(await findings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.waitForSelector('dialog', { hidden: true })
  })

  it('the audit tells of it, sealed a moment later, and is saved as a file', async () => {
    await open('/staff/audit')
    await page.locator('#audit-event').fill('give-post')
    await vi.waitFor(
      async () => {
        await page.focus('#audit-event')
        await page.keyboard.press('Enter')
        await page.waitForFunction(
          () => /^\d+$/.test(document.querySelector('[data-column=seal]')?.textContent ?? ''),
          {
            timeout: 1000,
          },
        )
      },
      { timeout: patience },
    )
    const row = await page.$eval('tbody tr', (row) => row.textContent)
    for (const words of ['give-post', '署示範', 'role=division', 'area=taipei']) expect(row).toContain(words)
    expect(await findings(page)).toEqual([])
    const session = await page.createCDPSession()
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads })
    await page.locator('form[role=search] button[type=button]').click()
    await done(page, '已匯出 1 筆')
    const name = await vi.waitFor(() => {
      const [name = ''] = readdirSync(downloads)
      expect(name).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/)
      return name
    })
    expect(readFileSync(join(downloads, name), 'utf8')).toContain('"give-post"')
  })
})

/** Waits until the page says that it was done. */
async function done(page: Page, words: string): Promise<void> {
  await page.waitForFunction((words) => document.querySelector('.done-notice')?.textContent?.includes(words), {}, words)
}
