import type { Browser } from 'puppeteer'
import { extensionId } from './launch.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * Sets policies for this browser run, in place of those set before, through Chromium's own page for trying policies:
 * managed storage of the extension, and the browser's own. Chrome's stable builds do not have the page.
 */
export async function setPolicies(
  browser: Browser,
  policies: { readonly extension?: Values; readonly browser?: Values },
): Promise<void> {
  const rows = [...rowsOf('chrome', policies.browser), ...rowsOf(extensionId, policies.extension)]
  const page = await browser.newPage()
  await page.goto('chrome://policy/test')
  await page.evaluate((json) => {
    const page = chrome as unknown as { send(message: string, args: unknown[]): void }
    page.send('setLocalTestPolicies', ['set-managed-storage', json, '']) // without the third argument Chromium 156 crashes
  }, JSON.stringify(rows))
  await page.close()
}

/** Managed storage of the extension alone. */
export const setManagedStorage = (browser: Browser, extension: Values): Promise<void> =>
  setPolicies(browser, { extension })

const rowsOf = (namespace: string, values: Values = {}) =>
  Object.entries(values).map(([name, value]) => ({ namespace, name, value, source: 4, scope: 1, level: 1 }))
