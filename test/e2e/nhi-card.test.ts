import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { importModule, moduleFile, removeModules } from '../drive/import-module.ts'
import { askForSignIn, consent, leaveWindow, openSignInPage, shownError, signedIn, typePin } from '../drive/sign-in.ts'
import { askWithNhiCard } from './ask-with-nhi-card.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

let at: Workplace
beforeAll(async () => {
  at = await openWorkplace()
})
afterEach(async () => {
  await at.clear()
  await at.browser.deleteCookie(...(await at.browser.cookies()))
})
afterAll(() => at.close())

const reader = 'it-500u'

describe('an NHI card in an ordinary reader, in real Chromium', () => {
  it('with a wrong password of the portal is refused after the card, and nothing is said of the person', async () => {
    await importModule(at.browser, await moduleFile(at.portal, 'clinic'))
    await at.plugIn(reader, 'nhi')
    const { page, window } = await askWithNhiCard(at, 'not-her-password')
    await consent(window)
    expect(await shownError(page)).toMatchObject({ code: 'ERR_LOGIN_PASSWORD_WRONG' })
    await removeModules(at.browser)
  })
})

describe('an NHI reader with its module, in real Chromium', () => {
  it('an institution card of another institution is refused before the PIN, with the other way to sign in', async () => {
    const nhiReader = await at.desk.plugReader('nhi-serial')
    await at.desk.ask({ action: 'pair-all' })
    await at.desk.ask({ action: 'insert-card', reader: `${nhiReader} slot 3`, card: 'sam-other' })
    await at.desk.ask({ action: 'insert-card', reader: `${nhiReader} slot 2`, card: 'hca-institution' })
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, 'hca-institution', { reader: 'nhi' })
    expect(await shownError(window)).toMatchObject({ code: 'ERR_LOGIN_INSTITUTION_MISMATCH' })
    expect(await at.desk.card('hca-institution')).toMatchObject({ verifyCount: 0, signCount: 0 })
    await leaveWindow(window)
    expect(await shownError(page)).toMatchObject({ code: 'ERR_LOGIN_INSTITUTION_MISMATCH' })
    const panel = await page.$eval('.error-panel', (it) => it.textContent)
    expect(panel).toContain('3501999018')
    expect(panel).toContain('5901999027')
    expect(panel).toContain('晶片讀卡機')
  })

  it('one 健保讀卡機 and one 晶片讀卡機 at once: each is used as the form says', async () => {
    const nhiReader = await at.desk.plugReader('nhi-serial')
    const ccidReader = await at.desk.plugReader(reader)
    await at.desk.ask({ action: 'pair-all' })
    await at.desk.ask({ action: 'insert-card', reader: `${nhiReader} slot 3`, card: 'sam' })
    await at.desk.ask({ action: 'insert-card', reader: `${nhiReader} slot 2`, card: 'hca-institution' })
    await at.desk.ask({ action: 'insert-card', reader: ccidReader, card: 'hca-personnel' })
    const page = await openSignInPage(at.browser, at.portal)
    await typePin(
      await askForSignIn(at.browser, page, 'hca-institution', { reader: 'nhi' }),
      at.pinOf('hca-institution'),
    )
    await signedIn(page)
    expect(await at.desk.card('hca-personnel')).toMatchObject({ verifyCount: 0, signCount: 0 })
    await page.close()
    await at.browser.deleteCookie(...(await at.browser.cookies()))
    const again = await openSignInPage(at.browser, at.portal)
    await typePin(await askForSignIn(at.browser, again, 'hca-personnel', { reader: 'ccid' }), at.pinOf('hca-personnel'))
    await signedIn(again)
    expect(await at.desk.card('hca-institution')).toMatchObject({ signCount: 1 })
  })
})
