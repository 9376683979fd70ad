import type { Page } from 'puppeteer'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { toBase64 } from '../../core/bytes/base64.ts'
import { toBase64url } from '../../core/bytes/base64url.ts'
import { askAsPage } from '../drive/ask-as-page.ts'
import { chooseFile, moduleFile, type ModuleFile, openFile, openModulesPage } from '../drive/import-module.ts'
import { extensionPage } from '../drive/launch.ts'
import { openPopup } from '../drive/popup.ts'
import { openSignInPage, shownError, waitForPhase } from '../drive/sign-in.ts'
import { findings } from './axe.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

let at: Workplace
let module: ModuleFile
beforeAll(async () => {
  at = await openWorkplace()
  module = await moduleFile(at.portal, 'clinic')
})
afterEach(() => at.clear())
afterAll(() => at.close())

/** Opens the file that is shown for what it is. */
async function take(page: Page): Promise<void> {
  await chooseFile(page, module)
  await openFile(page, module)
}

/** What the browser keeps of the one module that is there. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('security-modules')
      opening.addEventListener('success', () => resolve(opening.result))
      opening.addEventListener('error', () => reject(new Error('no database')))
    })
    const [record] = await new Promise<{ key: CryptoKey }[]>((resolve) => {
      const reading = database.transaction('modules').objectStore('modules').getAll()
      reading.addEventListener('success', () => resolve(reading.result as { key: CryptoKey }[]))
    })
    database.close()
    if (!record) return undefined
    const { key } = record
    const out = await crypto.subtle.exportKey('pkcs8', key).then(
      () => 'exported',
      (error: unknown) => (error instanceof DOMException ? error.name : String(error)),
    )
    return { extractable: key.extractable, usages: key.usages, out, fields: Object.keys(record).toSorted() }
  })

it('a module is imported by way of the popup, its key cannot be read out, and it is removed', async () => {
  const popup = await openPopup(at.browser)
  const opening = extensionPage(at.browser, 'modules/index.html')
  // By the page itself: a locator waits for frames, which a tab that another one covers has none of.
  const open = await popup.waitForSelector('[data-action=open-modules]')
  await open?.evaluate((button) => (button as HTMLButtonElement).click())
  const page = await opening
  await page.waitForSelector('#module-file')
  expect(await findings(page)).toEqual([])

  await chooseFile(page, { fileName: 'module.zip', file: toBase64(Uint8Array.of(0x50, 0x4b, 3, 4)) })
  await page.waitForSelector('[data-code=ERR_SAM_FILE_ZIP]')
  expect(await findings(page)).toEqual([])
  await chooseFile(page, module)
  await page.waitForSelector('.import-form')
  expect(await findings(page)).toEqual([])
  await page.locator('[data-action=cancel]').click()
  await take(page)
  expect(await findings(page)).toEqual([])
  expect(await kept(page)).toEqual({
    extractable: false,
    usages: ['sign'],
    out: 'InvalidAccessError',
    fields: [
      'certificate',
      'environment',
      'importedAt',
      'institution',
      'institutionName',
      'key',
      'module',
      'notAfter',
      'notBefore',
      'revokedAt',
    ],
  })
  // The portal that is open in no tab is not asked; what is known stands.
  await page.waitForSelector('.revocation:not([data-revocation=asking])')

  await chooseFile(page, module)
  await page.waitForSelector('[data-code=ERR_SAM_DUPLICATE]')
  await page.locator('[data-action=remove]').click()
  await page.locator('[data-action=remove-yes]').click()
  await page.waitForSelector('.modules', { hidden: true })
  expect(await kept(page)).toBeUndefined()
})

it('an NHI card signs in with it in the real browser: a press, and no PIN', async () => {
  await at.plugIn('it-500u', 'nhi')
  const portalPage = await openSignInPage(at.browser, at.portal)
  const iat = Math.floor(Date.now() / 1000)
  const random = (bytes: number) => toBase64url(crypto.getRandomValues(new Uint8Array(bytes)))
  const challenge = {
    nonce: random(32),
    aud: new URL(at.portal).origin,
    purpose: 'login',
    environment: 'test',
    cardTypes: ['nhi'],
    iat,
    exp: iat + 300,
    jti: random(16),
    jkt: random(32),
    minimumExtension: '0.1',
  }
  const body = { challenge, cardType: 'nhi', reader: 'ccid', language: 'zh-TW' }
  const answered = askAsPage(portalPage, { id: 'n1', action: 'sign-in', body }, 60_000)
  const window = await extensionPage(at.browser, 'pin/index.html')
  await window.waitForSelector('[data-code=ERR_SAM_MISSING]')
  expect(await findings(window)).toEqual([])
  const opening = extensionPage(at.browser, 'modules/index.html')
  await window.locator('[data-action=open-modules]').click()
  const page = await opening
  await page.waitForSelector('#module-file')
  await take(page)
  await page.waitForSelector('.revocation[data-revocation=told]')

  await window.bringToFront()
  await waitForPhase(window, 'waiting-for-consent')
  expect(await findings(window)).toEqual([])
  await window.locator('[data-action=consent]').click()
  const answer = (await answered).at(-1)
  expect(answer).toMatchObject({ ok: true, result: { assertion: expect.any(String) as string } })
  await page.locator('[data-action=remove]').click()
  await page.locator('[data-action=remove-yes]').click()
  await page.waitForSelector('.modules', { hidden: true })
})

it('what is no module of ours is refused with its reason, and nothing is kept', async () => {
  const good = module
  const page = await openModulesPage(at.browser)
  const octets = Buffer.from(good.file, 'base64')
  const altered = Buffer.from(octets)
  altered[octets.length - 200] = altered[octets.length - 200] === 0x41 ? 0x42 : 0x41
  const cases: readonly (readonly [code: string, fileName: string, file: Buffer])[] = [
    ['ERR_SAM_FILE', good.fileName, octets.subarray(0, 500)],
    ['ERR_SAM_FILE_ZIP', good.fileName.replace('.SAM', '.zip'), Buffer.from('PK\u0003\u0004 and so on')],
    ['ERR_SAM_FILE_SIZE', good.fileName, Buffer.alloc(70_000, 0x41)],
    ['ERR_SAM_FILE_NAME', good.fileName.slice(1), octets],
    ['ERR_SAM_FILE_RENAMED', `${good.fileName.slice(0, 19)}999.SAM`, octets],
  ]
  for (const [code, fileName, file] of cases) {
    await chooseFile(page, { fileName, file: file.toString('base64') })
    expect(await shownError(page, code)).toMatchObject({ code })
  }
  await chooseFile(page, { fileName: good.fileName, file: altered.toString('base64') })
  expect((await shownError(page)).code).toMatch(/^ERR_SAM_(ALTERED|FILE)$/)
  expect(await page.$$('[data-module]')).toEqual([])
  await page.close()
})
