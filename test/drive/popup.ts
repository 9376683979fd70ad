import type { Browser, Page } from 'puppeteer'
import { extensionUrl } from './launch.ts'

/** The popup's page in a tab of a popup's size: the browser closes a real one as soon as anything else has the focus. */
export async function openPopup(browser: Browser): Promise<Page> {
  const popup = await browser.newPage()
  await popup.setViewport({ width: 368, height: 560 })
  await popup.goto(extensionUrl('popup/index.demo.html'))
  await popup.waitForSelector('main')
  return popup
}
