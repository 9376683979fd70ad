import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { askForSignIn, openSignInPage, shownError, signedIn, typePin } from '../drive/sign-in.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

describe('cards that do not sign, in real Chromium', () => {
  let at: Workplace
  beforeAll(async () => {
    at = await openWorkplace()
  })
  afterEach(() => at.clear())
  afterAll(() => at.close())

  it('an NHI card in the other reader is shown as what it is and does not stand in the way', async () => {
    await at.plugIn('ez100pu', 'nhi')
    await at.plugIn('it-500u', 'hca-personnel')
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, 'hca-personnel')
    const other = await window.waitForSelector('.readers-other [data-card=unusable]')
    expect(await other?.evaluate((element) => element.textContent)).toContain('健保卡卡號末四碼 0701')
    await typePin(window, at.pinOf('hca-personnel'))
    await signedIn(page)
    expect(await at.desk.card('nhi')).toMatchObject({ verifyCount: 0, signCount: 0 })
  })

  it('a card that only its vendor’s component can use says so, and one press copies its ATR', async () => {
    await at.plugIn('it-500u', 'moica-native')
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, 'moica')
    await shownError(window, 'ERR_CARD_NEEDS_MIDDLEWARE')
    await window.locator('[data-action=copy-for-helpdesk]').click()
    await window.waitForFunction(() => document.querySelector('.helpdesk [role=status]')?.textContent !== '')
    const marked = await window.evaluate(async () => {
      const status = document.querySelector('.helpdesk [role=status]')?.textContent
      return { status, atr: document.querySelector('.helpdesk-atr')?.textContent }
    })
    expect(marked).toEqual({ status: '已複製', atr: 'ATR 3B B8 13 00 81 31 FA 52 43 48 54 4D 4F 49 43 41 A5' })
    expect(await at.desk.card('moica-native')).toMatchObject({ triesLeft: 3, verifyCount: 0 })
  })
})
