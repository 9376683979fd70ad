import type { Page } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { demoAccounts } from '../../demo/people.ts'
import { changePassword, enterAccount, goOn } from '../drive/general-sign-in.ts'
import { openSignInPage, shownError, signedIn } from '../drive/sign-in.ts'
import { findings } from './axe.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

const [demo] = demoAccounts
const name = demo?.name ?? ''
const own = 'seven white egrets and a buffalo'

const reached = (page: Page, name: string) => page.waitForSelector(`main[data-page=${name}][data-state=ready]`)

describe('一般登入 on the Internet platform, in real Chromium', () => {
  let at: Workplace
  beforeAll(async () => {
    at = await openWorkplace(inject('internet'))
  })
  afterAll(() => at.close())

  it('asks for a password of one’s own first, and then for the institution', async () => {
    const given = demo?.password ?? ''
    const page = await openSignInPage(at.browser, at.portal)
    await enterAccount(page, name, 'not the right one')
    expect(await shownError(page)).toEqual({ code: 'ERR_LOGIN_PASSWORD_WRONG', heading: '帳號或密碼錯誤' })
    expect(await findings(page)).toEqual([])
    await page.locator('#password').fill(given)
    await page.locator('main form button[type=submit]').click()
    await reached(page, 'passwords')

    // Nothing else is there: not by its address, not by its route.
    for (const path of ['/home', '/institution']) {
      await page.goto(at.portal + path)
      await reached(page, 'passwords')
    }
    await changePassword(page, given, 'password-nhi-2026')
    expect(await page.$eval('#new-password-error', ({ textContent }) => textContent)).toContain('太容易被猜到')
    expect(await findings(page)).toEqual([])
    await changePassword(page, given, own)
    await goOn(page)

    await reached(page, 'institution')
    await page.select('#institution', '5901999027')
    await page.locator('main form button[type=submit]').click()
    await signedIn(page)
    await page.locator('.session-tools button').click()
    await page.waitForSelector('main[data-page=sign-in]')

    await enterAccount(page, name, given)
    expect(await shownError(page)).toMatchObject({ code: 'ERR_LOGIN_PASSWORD_WRONG' })
    await page.locator('#password').fill(own)
    await page.locator('main form button[type=submit]').click()
    await reached(page, 'institution')
  })
})
