import type { Page } from 'puppeteer'

/** What a person does for 一般登入 on the Internet platform. */

export async function enterAccount(page: Page, account: string, password: string): Promise<void> {
  await page.locator('#card-tab-general').click()
  await page.locator('#account').fill(account)
  await page.locator('#password').fill(password)
  await page.locator('main form button[type=submit]').click()
}

/** On the page that asks for a password of one's own. */
export async function changePassword(page: Page, current: string, next: string, repeat = next): Promise<void> {
  await page.locator('#current-password').fill(current)
  await page.locator('#new-password').fill(next)
  await page.locator('#repeat-password').fill(repeat)
  await page.locator('main form button[type=submit]').click()
}

/** Away from the page that says that it was changed. */
export async function goOn(page: Page): Promise<void> {
  await page.locator('main .notice-ok + .row button').click()
}
