import { existsSync } from 'node:fs'
import { launch, type Page } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { demoNhiHolders } from '../../demo/nhi-holders.ts'
import { installDebianPackages } from '../../server/setup/browser.mjs'
import { shows } from '../drive/shows.ts'
import {
  askForCode,
  chooseWay,
  enterCardNumber,
  enterCode,
  openWay,
  readCode,
  registerPassword,
  signInByCertificate,
  signInByNhiCard,
} from '../drive/support-sign-in.ts'
import { findings } from './axe.ts'
import { widerThanScreen } from './look-at-page.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

const support = inject('support')
const practitioner = holderOf('A199090017')
const cardHolder = holderOf('A299090117')
function holderOf(idNumber: string) {
  const found = demoNhiHolders.find((one) => one.idNumber === idNumber)
  if (!found) throw new Error(`nobody of ${idNumber} in the demo`)
  return found
}

async function look(page: Page): Promise<void> {
  expect(await widerThanScreen(page)).toEqual([])
  expect(await findings(page)).toEqual([])
}

const done = (page: Page) => page.$eval('#support-done, #done', (line) => line.textContent)

/** The whole way without a reader, looked at on each page. */
async function withoutReader(page: Page, who: typeof practitioner): Promise<void> {
  await chooseWay(page, 'nhi-phone')
  await expect.poll(() => done(page)).toBe('已完成申辦流程的 0%')
  await look(page)
  await askForCode(page, who)
  expect(await page.$eval('label[for=sms-code]', (label) => label.textContent)).toMatch(/^手機驗證碼\(\d+秒\)$/)
  await expect.poll(() => done(page)).toBe('已完成申辦流程的 25%')
  await look(page)
  await enterCode(page, await readCode(support, who.phone))
  expect(new URL(page.url()).hostname).toBe('nhi-verify.localhost')
  expect(new URL(page.url()).hash).toBe('')
  expect(await page.$eval('#id-number', (one) => one.textContent)).toBe(`${who.idNumber.slice(0, 6)}****`)
  await expect.poll(() => done(page)).toBe('已完成申辦流程的 75%')
  await look(page)
  await enterCardNumber(page, who.cardNumber)
  expect(await page.evaluate(() => location.hash)).toBe('')
  await look(page)
}

describe('the support-reporting system, in real Chromium', () => {
  let at: Workplace
  beforeAll(async () => {
    at = await openWorkplace(support)
  })
  afterAll(() => at.close())

  const password = 'nine grey herons over the paddy'

  it.each([360, 1280])('signs in by each of the three ways at %i px', async (width) => {
    const viewport = { width, height: 900 }
    const leave = async (page: Page) => {
      await page.close()
      await at.browser.deleteCookie(...(await at.browser.cookies()))
    }
    await at.plugIn('it-500u', 'hca-personnel')
    const byCertificate = await openWay(at.browser, support, 'certificate')
    await byCertificate.setViewport(viewport)
    await look(byCertificate)
    await signInByCertificate(at.browser, byCertificate, at.pinOf('hca-personnel'))
    expect(await byCertificate.$eval('body', (body) => body.innerText)).toContain('測試環境')
    expect(await byCertificate.$eval('[data-notice=earlier]', (notice) => notice.textContent)).toContain('一代系統')
    await look(byCertificate)
    await leave(byCertificate)
    await at.clear()

    await at.plugIn('it-500u', 'nhi')
    const byCard = await openWay(at.browser, support, 'nhi-card')
    await byCard.setViewport(viewport)
    await look(byCard)
    await registerPassword(at.browser, byCard, { support, ...cardHolder, password: `${password} ${width}` })
    await look(byCard)
    await byCard.goto(`${support}/`)
    await chooseWay(byCard, 'nhi-card')
    await signInByNhiCard(at.browser, byCard, `${password} ${width}`)
    await leave(byCard)
    await at.clear()

    const byPhone = await openWay(at.browser, support, 'nhi-phone')
    await byPhone.setViewport(viewport)
    await withoutReader(byPhone, practitioner)
    await leave(byPhone)
  })
})

const firefox = '/usr/bin/firefox-esr'
installDebianPackages('firefox-esr')

describe.skipIf(!existsSync(firefox))('in Firefox', () => {
  it('the way without a reader is the first that is offered, and signs in', async () => {
    const browser = await launch({
      browser: 'firefox',
      executablePath: firefox,
      headless: true,
      extraPrefsFirefox: { 'intl.accept_languages': 'zh-TW, zh' },
    })
    try {
      const page = await browser.newPage()
      await page.setViewport({ width: 360, height: 800 })
      await page.goto(`${support}/`)
      await shows(page, '#way-tab-nhi-phone[aria-selected=true]')
      await withoutReader(page, cardHolder)
    } finally {
      await browser.close()
    }
  })
})
