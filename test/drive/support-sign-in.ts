import type { Browser, Page } from 'puppeteer'
import type { SupportWay } from '../../core/portal/support-ways.ts'
import { readJson } from './call-site.ts'
import { extensionPage, patience } from './launch.ts'
import { consent, signedIn, typePin } from './sign-in.ts'
import { shows } from './shows.ts'

/** What a person does to sign in to the support-reporting system, one function for each way. */

/** The sign-in page with this way chosen. */
export async function openWay(browser: Browser, support: string, way: SupportWay): Promise<Page> {
  const page = await browser.newPage()
  page.setDefaultTimeout(patience)
  await page.goto(`${support}/`)
  await chooseWay(page, way)
  return page
}

export async function chooseWay(page: Page, way: SupportWay): Promise<void> {
  await shows(page, 'main[data-page=sign-in][data-state=ready]')
  await page.locator(`#way-tab-${way}`).click()
  await shows(page, `#way-tab-${way}[aria-selected=true]`)
  await shows(page, 'main form, main [data-problem]')
}

/** The code in the latest message to a number, from the demo's inbox. */
export async function readCode(support: string, phone: string): Promise<string> {
  for (const end = Date.now() + patience; Date.now() < end;) {
    const messages = await readJson<{ to: string; text: string }[]>(`${support}/demo/messages.json`)
    const code = /\d{6}/.exec(messages.find(({ to }) => to === phone)?.text ?? '')?.[0]
    if (code !== undefined) return code
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`no message to ${phone}`)
}

/** 健保卡登入(無插卡): as far as the field for the code. */
export async function askForCode(
  page: Page,
  who: { readonly idNumber: string; readonly phone: string },
): Promise<void> {
  await page.locator('#id-number').fill(who.idNumber)
  await page.locator('#mobile').fill(who.phone)
  await page.locator('main form button[type=submit]').click()
  await shows(page, '#sms-code')
}

/** Enters the code; the verification service's page comes, and asks for the card's number. */
export async function enterCode(page: Page, code: string): Promise<void> {
  await page.locator('#sms-code').fill(code)
  await page.locator('main form button[type=submit]').click()
  await shows(page, 'main[data-state=ready] #card-number')
}

/** At the verification service: 健保卡卡號, 驗證; back at the site, signed in. */
export async function enterCardNumber(page: Page, cardNumber: string): Promise<void> {
  await page.locator('#card-number').fill(cardNumber)
  await page.locator('form button').click()
  await signedIn(page)
}

const pinWindowPath = 'pin/index.html'

/** Presses what has the extension open its window. */
async function windowAfter(browser: Browser, press: () => Promise<void>): Promise<Page> {
  const earlier = new Set(browser.targets())
  const [window] = await Promise.all([extensionPage(browser, pinWindowPath, earlier), press()])
  return window
}

const submit = (page: Page) => () => page.locator('main form button[type=submit]').click()

/** 醫事憑證, with the card of a person. */
export async function signInByCertificate(browser: Browser, page: Page, pin: string): Promise<void> {
  await typePin(await windowAfter(browser, submit(page)), pin)
  await signedIn(page)
}

/** 健保卡登入(插卡), with a password that was registered. */
export async function signInByNhiCard(browser: Browser, page: Page, password: string): Promise<void> {
  await page.locator('#password').fill(password)
  await consent(await windowAfter(browser, submit(page)))
  await signedIn(page)
}

/** 首次註冊 with the card in the reader. */
export async function registerPassword(
  browser: Browser,
  page: Page,
  { support, birthDate, phone, password }: Readonly<Record<'support' | 'birthDate' | 'phone' | 'password', string>>,
): Promise<void> {
  await page.goto(`${support}/registration`)
  await page.locator('#birth-date').fill(birthDate)
  await consent(await windowAfter(browser, submit(page)))
  await shows(page, '[data-stage=code] #sms-code')
  await page.locator('#sms-code').fill(await readCode(support, phone))
  await page.locator('#new-password').fill(password)
  await page.locator('#repeat-password').fill(password)
  await submit(page)()
  await shows(page, '[data-stage=done]')
}
