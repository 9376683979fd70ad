import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askAsPage } from '../drive/ask-as-page.ts'
import { Desk } from '../drive/desk.ts'
import { extensionUrl, patience } from '../drive/launch.ts'
import { askForSignIn, openSignInPage, shownError, signedIn, typePin, waitForPhase } from '../drive/sign-in.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

const card = 'hca-personnel'
const version = '0.1.1'

describe('an update of the extension under an open page', () => {
  let at: Workplace
  let newer: string
  beforeEach(async () => {
    newer = mkdtempSync(join(tmpdir(), 'nhi-portal-extension-'))
    cpSync('dist/extension-demo', newer, { recursive: true })
    const manifest = JSON.parse(readFileSync(join(newer, 'manifest.json'), 'utf8')) as Record<string, unknown>
    writeFileSync(join(newer, 'manifest.json'), JSON.stringify({ ...manifest, version }))
    at = await openWorkplace()
  })
  afterEach(async () => {
    await at.close()
    rmSync(newer, { recursive: true, force: true })
  })

  /** Installs the newer build over the one that runs, as the store does, and waits until it is at work. */
  async function update(): Promise<void> {
    await at.browser.installExtension(newer)
    const running = async () => {
      const page = await at.browser.newPage()
      try {
        await page.goto(extensionUrl('pin/index.html'))
        return await page.evaluate(() => chrome.runtime.getManifest().version)
      } finally {
        await page.close()
      }
    }
    await expect.poll(running, { timeout: patience }).toBe(version)
  }

  it('the page goes on with the new one, without a reload', async () => {
    await at.plugIn('it-500u', card)
    const page = await openSignInPage(at.browser, at.portal)
    await update()
    const answers = () => askAsPage(page, { id: '1', action: 'status', body: {} }, 500)
    await expect.poll(answers, { timeout: patience }).toMatchObject([{ ok: true, result: { version } }])
    await Desk.open(at.browser, at.portal) // the desk's own page was closed with the old extension
    await page.bringToFront()
    await typePin(await askForSignIn(at.browser, page, card), at.pinOf(card))
    await signedIn(page)
  })

  it('a sign-in that was under way is told to reload, and after that works', async () => {
    await at.plugIn('it-500u', card)
    const page = await openSignInPage(at.browser, at.portal)
    await waitForPhase(await askForSignIn(at.browser, page, card), 'waiting-for-pin')
    await update()
    expect(await shownError(page)).toEqual({
      code: 'ERR_BRIDGE_RELOAD',
      heading: '讀卡元件已更新，請重新載入本頁',
    })
    await page.reload()
    await page.waitForSelector('main[data-page=sign-in][data-state=ready]')
    await typePin(await askForSignIn(at.browser, page, card), at.pinOf(card))
    await signedIn(page)
  })
})
