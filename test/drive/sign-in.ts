import type { Browser, Page } from 'puppeteer'
import type { CardType, ReaderKind } from '../../core/cards/card-types.ts'
import { extensionPage, patience } from './launch.ts'
import { shows } from './shows.ts'

/** What a person does at the sign-in page and in the PIN window. */

/** The sign-in page, the extension found, nothing chosen yet. */
export async function openSignInPage(browser: Browser, portal: string): Promise<Page> {
  const page = await browser.newPage()
  page.setDefaultTimeout(patience)
  await page.goto(`${portal}/`)
  await shows(page, 'main[data-page=sign-in]:is([data-state=ready], [data-state=failed])')
  return page
}

/** What the form asks for beside the kind of card. */
export interface SignInForm {
  /** Another kind of reader than the one that is chosen at first. */
  readonly reader?: ReaderKind
  /** The portal's password, of an NHI card's holder. */
  readonly password?: string | undefined
}

/** Chooses the kind of card, fills in the form and presses 登入. */
export async function pressSignIn(page: Page, cardType: CardType, form: SignInForm = {}): Promise<void> {
  await page.locator(`#card-tab-${cardType}`).click()
  await shows(page, `#card-tab-${cardType}[aria-selected=true]`)
  if (form.reader !== undefined) await page.locator(`input[name=reader][value=${form.reader}]`).click()
  if (form.password !== undefined) await page.locator('input[autocomplete=current-password]').fill(form.password)
  await page.locator('main form button[type=submit]').click()
}

const pinWindowPath = 'pin/index.html'

/** Presses 登入 and waits for the extension's window; one of an earlier sign-in may still be closing. */
export async function askForSignIn(browser: Browser, page: Page, cardType: CardType, form?: SignInForm): Promise<Page> {
  const earlier = new Set(browser.targets())
  const [window] = await Promise.all([
    extensionPage(browser, pinWindowPath, earlier),
    pressSignIn(page, cardType, form),
  ])
  return window
}

/** The PIN window that is open. */
export const pinWindow = (browser: Browser): Promise<Page> => extensionPage(browser, pinWindowPath)

/** Waits until the window asks for the PIN, types it and presses 確定. */
export async function typePin(window: Page, pin: string): Promise<void> {
  await waitForPhase(window, 'waiting-for-pin')
  await window.waitForSelector('#pin:not([readonly])', { visible: true })
  await window.type('#pin', pin)
  await window.keyboard.press('Enter')
}

/** For a card without PIN: waits until the window shows whose card and module it is, and agrees. */
export async function consent(window: Page): Promise<void> {
  await waitForPhase(window, 'waiting-for-consent')
  await window.locator('[data-action=consent]:not([disabled])').click()
}

/** For a reader with a keypad: waits until the window offers to begin, presses that, and waits until the reader asks. */
export async function beginOnReader(window: Page): Promise<void> {
  await window.locator('[data-action=enter-on-reader]:not([disabled])').click()
  await waitForPhase(window, 'entering-on-reader')
}

export const waitForPhase = (window: Page, phase: string): Promise<void> => shows(window, `[data-phase=${phase}]`)

/** Waits until the window says that the worker, which was stopped, is there again. */
export async function takenUp(window: Page): Promise<void> {
  await window.waitForFunction(() => document.querySelector('.connection-notice')?.textContent?.includes('已恢復'))
}

/** What the page says of a refusal. */
export interface ShownError {
  readonly code: string
  readonly heading: string
}

/** Waits for the error panel of the page or the notice of the PIN window. */
export async function shownError(page: Page, code?: string): Promise<ShownError> {
  const panel = await page.waitForSelector(
    code === undefined ? ':is(.error-panel, .notice-error)[data-code]' : `[data-code=${code}] :is(h1, h2)`,
  )
  if (!panel) throw new Error('no error is shown')
  return panel.evaluate((element) => {
    const panel = element.closest<HTMLElement>('[data-code]')
    return { code: panel?.dataset['code'] ?? '', heading: panel?.querySelector('h1, h2')?.textContent?.trim() ?? '' }
  })
}

/** Waits for the home page. */
export const signedIn = (page: Page): Promise<void> => shows(page, 'main[data-page=home][data-state=ready]')

/** Leaves the window as a person does with Esc; it closes under the key. */
export async function leaveWindow(window: Page): Promise<void> {
  const closed = new Promise((resolve) => window.once('close', resolve))
  await Promise.all([closed, window.keyboard.press('Escape').catch(() => undefined)])
}
