import type { Browser } from 'puppeteer'
import { extensionId } from './launch.ts'

/**
 * Sets managed storage of the extension for this browser run, through Chromium's own page for trying policies. Chrome's
 * stable builds do not have it.
 */
export async function setManagedStorage(browser: Browser, values: Readonly<Record<string, unknown>>): Promise<void> {
  const rows = Object.entries(values).map(([name, value]) => ({
    namespace: extensionId,
    name,
    value,
    source: 4,
    scope: 1,
    level: 1,
  }))
  const page = await browser.newPage()
  await page.goto('chrome://policy/test')
  await page.evaluate((json) => {
    const page = chrome as unknown as { send(message: string, args: unknown[]): void }
    page.send('setLocalTestPolicies', ['set-managed-storage', json, '']) // without the third argument Chromium 156 crashes
  }, JSON.stringify(rows))
  await page.close()
}
