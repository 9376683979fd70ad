import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { askForSignIn, openSignInPage, signedIn, typePin } from '../drive/sign-in.ts'
import { findings } from './axe.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

const card = 'hca-personnel'

let at: Workplace
beforeAll(async () => {
  at = await openWorkplace()
})
afterEach(() => at.clear())
afterAll(() => at.close())

async function signIn() {
  await at.plugIn('it-500u', card)
  const page = await openSignInPage(at.browser, at.portal)
  await typePin(await askForSignIn(at.browser, page, card), at.pinOf(card))
  await signedIn(page)
  return page
}

describe('a session in real Chromium', () => {
  it('is nothing to who has stolen its cookie: another browser with it is told to sign in', async () => {
    const page = await signIn()
    const cookies = await page.browserContext().cookies()
    expect(cookies.map(({ name }) => name)).toContain('__Host-session')
    const thief = await at.browser.createBrowserContext()
    try {
      await thief.setCookie(...cookies)
      const stolen = await thief.newPage()
      await stolen.goto(`${at.portal}/home`)
      await stolen.waitForSelector('main[data-page=sign-in]')
      const answer = await stolen.evaluate(async () => {
        const response = await fetch('/api/auth/session')
        return [response.status, await response.text()] as const
      })
      expect(answer).toEqual([401, expect.stringContaining('ERR_REQUEST_PROOF')])
    } finally {
      await thief.close()
    }
    await page.reload()
    await signedIn(page)
  })

  it('is listed with the browser’s name, without barriers, at 320 px too', async () => {
    const page = await signIn()
    await page.goto(`${at.portal}/sessions`)
    await page.waitForSelector('main[data-page=sessions] .session-here')
    const names = await page.$$eval('tbody tr th', (all) => all.map(({ textContent }) => textContent))
    // Other files' tests may have signed in with the same card just now.
    expect(names.filter((name) => name.includes('這次登入'))).toEqual([
      expect.stringMatching(/^Chrome \d+ · Linux這次登入網路位址 127\.0\.0\.1$/),
    ])
    for (const width of [1280, 320]) {
      await page.setViewport({ width, height: 700 })
      const [needed, had] = await page.$eval('.data-table', ({ scrollWidth, parentElement }) => [
        scrollWidth,
        parentElement?.clientWidth ?? 0,
      ])
      expect(needed).toBeLessThanOrEqual(had ?? 0)
      expect(await findings(page)).toEqual([])
    }
  })
})
