import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BlobReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import type { Page } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CardType } from '../../core/cards/card-types.ts'
import { fromBase64, toBase64 } from '../../core/bytes/base64.ts'
import { parseCertificate } from '../../core/pki/certificate.ts'
import { examineSamFile } from '../../core/sam/examine-sam-file.ts'
import { parseSamSecret } from '../../core/sam/sam-secret.ts'
import { verifySignature } from '../../server/pki/verify-signature.ts'
import { readJson } from '../drive/call-site.ts'
import { importModule, openModulesPage } from '../drive/import-module.ts'
import { extensionPage, patience } from '../drive/launch.ts'
import { type Portal, startPortal } from '../drive/portal.ts'
import {
  askForSignIn,
  consent,
  leaveWindow,
  openSignInPage,
  shownError,
  signedIn,
  typePin,
  waitForPhase,
} from '../drive/sign-in.ts'
import { askWithNhiCard } from './ask-with-nhi-card.ts'
import { decryptKey } from '../server/sam/sam-portal.ts'
import { findings } from './axe.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

/** At a portal of its own; the institution’s computer and the agency’s, since a browser has one session. */
describe('a cloud security module, from the application to its revocation', () => {
  let portal: Portal
  let office: Workplace
  let agency: Workplace
  /** Where the staff sign in with their NHI cards. */
  let desk: Workplace
  let page: Page
  let review: Page
  const downloads = mkdtempSync(join(tmpdir(), 'sam-downloads-'))
  let secret = ''
  let file: { name: string; octets: Uint8Array }

  beforeAll(async () => {
    portal = await startPortal()
    office = await openWorkplace(portal.vpn)
    agency = await openWorkplace(portal.vpn)
  })
  afterAll(async () => {
    await office?.close()
    await agency?.close()
    await desk?.close()
    await portal?.stop()
    portal?.remove()
    rmSync(downloads, { recursive: true, force: true })
  })

  /** The card stays in its reader: it signs for what is dangerous. */
  async function signIn(at: Workplace, card: string, cardType: CardType): Promise<Page> {
    await at.plugIn('it-500u', card)
    const page = await openSignInPage(at.browser, at.portal)
    await typePin(await askForSignIn(at.browser, page, cardType), at.pinOf(card))
    await signedIn(page)
    return page
  }

  it('the representative files an application; what is wrong is said beside the field', async () => {
    page = await signIn(office, 'gca-unit', 'gca-unit')
    await page.evaluate(() => document.querySelector<HTMLElement>('.service-menu [data-entry="O.01.02"] a')?.click())
    await page.waitForSelector('main[data-page=modules][data-state=ready] .box p')
    expect(await findings(page)).toEqual([])
    await page.locator('#sam-tab-add').click()
    await page.locator('#contact-name').fill('林聯絡')
    await page.locator('#contact-phone').fill('03-8123-4567#12')
    await page.locator('#contact-email').fill('sam@example')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#contact-email-error')
    expect(await findings(page)).toEqual([])
    await page.locator('#contact-email').fill('sam@example.tw')
    await page.keyboard.press('Enter')
    await done(page, '已送出申請單')
    await page.waitForSelector('.sam-state')
    expect(await stateOf(page)).toBe('applied')
    expect(await findings(page)).toEqual([])
  })

  it('a reviewer takes it up and passes it', async () => {
    review = await signIn(agency, 'moica-staff', 'moica')
    await review.locator('[data-staff-menu] a[href="/staff/modules"]').click()
    await review.waitForSelector('main[data-page=staff-modules][data-state=ready] tbody')
    expect(await findings(review)).toEqual([])
    await viewOf(review, '示範衛生所')
    await press(review, '開始審核')
    await done(review, '已開始審核')
    expect(await findings(review)).toEqual([])
    await press(review, '審核通過')
    await review.waitForSelector('dialog[open]')
    expect(await findings(review)).toEqual([])
    await review.locator('dialog button[type=submit]').click()
    await done(review, '已通過')
  })

  it('the job makes the module, and the browser that applied shows its opening code once', async () => {
    await vi.waitFor(
      async () => {
        await press(page, '重新整理')
        await page.waitForSelector('tbody')
        expect(await stateOf(page)).toBe('ready')
      },
      { timeout: patience, interval: 500 },
    )
    await viewOf(page, '待下載')
    await page.waitForSelector('[data-secret=waits]')
    expect(await findings(page)).toEqual([])
    await press(page, '顯示開啟碼')
    await page.waitForSelector('.module-secret')
    expect(await findings(page)).toEqual([])
    secret = await page.$eval('.module-secret', (shown) => shown.textContent ?? '')
    expect(await printed(page)).toEqual({ '.module-secret': true, '.facts': false, '.no-print': false, header: false })
    await page.keyboard.press('Escape')
    expect(await page.$('.module-secret')).not.toBeNull()
    await page.locator('dialog .button-primary').click()
    await page.waitForSelector('[data-secret=gone]')
  })

  it('the archive that is downloaded holds the one file, which the code opens', async () => {
    const session = await page.createCDPSession()
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads })
    await press(page, '下載')
    await done(page, '已下載')
    const name = await vi.waitFor(() => {
      const [name = ''] = readdirSync(downloads)
      expect(name).toMatch(/^2301999040\d{12}\.zip$/)
      return name
    })
    const archive = new ZipReader(new BlobReader(new Blob([readFileSync(join(downloads, name))])))
    const entries = await archive.getEntries()
    const [entry] = entries
    if (entries.length !== 1 || !entry || entry.directory) throw new Error('not one file')
    file = { name: entry.filename, octets: await entry.getData(new Uint8ArrayWriter()) }
    const roots = await readJson<{ environment: 'test'; certificate: string }[]>(`${portal.vpn}/demo/sam-authorities`)
    const examined = await examineSamFile(file.octets, {
      fileName: file.name,
      roots: roots.map(({ environment, certificate }) => ({
        environment,
        certificate: parseCertificate(fromBase64(certificate)),
      })),
      time: new Date(),
      verify: async (...signed) => verifySignature(...signed),
    })
    expect(examined.facts).toMatchObject({ institution: '2301999040', environment: 'test' })
    expect(decryptKey(examined, parseSamSecret(secret)).length).toBeGreaterThan(100)
  })

  it('imported on the desk’s computer, it signs an NHI card in, for the institution that it is of', async () => {
    const { name: fileName, octets } = file
    desk = await openWorkplace(portal.vpn)
    await importModule(desk.browser, { fileName, file: toBase64(octets), secret })
    await desk.plugIn('it-500u', 'nhi')
    const { page, window } = await askWithNhiCard(desk)
    await waitForPhase(window, 'waiting-for-consent')
    expect(await findings(window)).toEqual([])
    await consent(window)
    await signedIn(page)
    expect(await page.$eval('body', (body) => body.innerText)).toContain('示範衛生所')
    await page.close()
  })

  it('its revocation is signed for by the card, and counts at once', async () => {
    await press(page, '申請註銷')
    await page.waitForSelector('dialog[open]')
    expect(await findings(page)).toEqual([])
    const earlier = new Set(office.browser.targets())
    const [window] = await Promise.all([
      extensionPage(office.browser, 'pin/index.html', earlier),
      page.locator('dialog .button-danger').click(),
    ])
    const confirmed = await window.$eval('.asking-confirm', (element) => element.textContent)
    expect(confirmed).toContain('申請註銷雲端安全模組')
    expect(confirmed).toContain('示範衛生所')
    await typePin(window, office.pinOf('gca-unit'))
    await page.bringToFront()
    await done(page, '已申請註銷')
    const { modules } = await readJson<{ modules: string[] }>(`${portal.vpn}/api/sam/revoked`)
    expect(modules).toContain(file.name.slice(10, 22))
  })

  it('from then on it signs nobody in; the desk’s computer learns of it, and does not offer it any more', async () => {
    const late = await askWithNhiCard(desk)
    await consent(late.window)
    expect(await shownError(late.page)).toMatchObject({ code: 'ERR_SAM_REVOKED' })

    const modules = await openModulesPage(desk.browser)
    await modules.waitForSelector('[data-module][data-state=revoked]')
    expect(await findings(modules)).toEqual([])
    await late.page.close()
    const again = await askWithNhiCard(desk)
    expect(await shownError(again.window)).toMatchObject({ code: 'ERR_SAM_REVOKED' })
    await leaveWindow(again.window)
    expect(await shownError(again.page)).toMatchObject({ code: 'ERR_SAM_REVOKED' })
  })

  it('the reviewer confirms it', async () => {
    await press(review, '返回')
    await review.select('#module-state', 'revoking')
    await review.focus('#module-text')
    await review.keyboard.press('Enter')
    await review.waitForFunction(() => document.querySelector('tbody')?.textContent?.includes('示範衛生所'))
    await viewOf(review, '示範衛生所')
    await press(review, '確認註銷')
    await review.locator('dialog .button-danger').click()
    await done(review, '已註銷')
  })

  it('the test modules are there for anybody, without a sign-in', async () => {
    const anybody = await office.browser.newPage()
    await anybody.goto(`${portal.vpn}/sam/test-modules`)
    await anybody.waitForSelector('main[data-state=ready] tbody')
    await anybody.waitForSelector('[aria-label="下載 7777777777"]')
    expect(await findings(anybody)).toEqual([])
  })

  it.each(['light', 'dark'])(
    'at 320 px, %s, nothing is wider than the screen, and axe finds nothing',
    async (scheme) => {
      for (const [name, shown] of [
        ['sam', page],
        ['staff', review],
      ] as const) {
        await shown.bringToFront() // behind another, nothing moves to its end
        await shown.setViewport({ width: 320, height: 800 })
        await shown.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
        const beyond = await shown.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect([name, beyond <= 0]).toEqual([name, true])
        expect([name, await findings(shown)]).toEqual([name, []])
      }
    },
  )
})

async function done(page: Page, words: string): Promise<void> {
  await page.waitForFunction((words) => document.querySelector('.done-notice')?.textContent?.includes(words), {}, words)
}

/** Presses the button of these words on the page itself. */
async function press(page: Page, words: string): Promise<void> {
  await page.waitForFunction(
    (words) => {
      const found = [...document.querySelectorAll<HTMLButtonElement>('main button')].find(
        (button) => button.textContent?.trim() === words && !button.disabled,
      )
      found?.click()
      return found !== undefined
    },
    {},
    words,
  )
}

/** 檢視, of the first row that holds the words. */
async function viewOf(page: Page, words: string): Promise<void> {
  await page.waitForFunction(
    (words) => {
      const row = [...document.querySelectorAll('tbody tr')].find((one) => one.textContent?.includes(words))
      const button = row?.querySelector<HTMLButtonElement>('[data-column=view] button')
      button?.click()
      return button !== undefined && button !== null
    },
    {},
    words,
  )
  await page.waitForSelector('.facts')
}

/** What would be on paper. */
async function printed(page: Page): Promise<Record<string, boolean>> {
  await page.emulateMediaType('print')
  const shown = await page.evaluate(() =>
    Object.fromEntries(
      ['.module-secret', '.facts', '.no-print', 'header'].map((selector) => [
        selector,
        document.querySelector(selector)?.checkVisibility({ visibilityProperty: true }) ?? false,
      ]),
    ),
  )
  await page.emulateMediaType()
  return shown
}

const stateOf = (page: Page): Promise<string | undefined> =>
  page.$eval('.sam-state', (state) => (state as HTMLElement).dataset['state'])
