import type { Page } from 'puppeteer'
import { askForSignIn, openSignInPage } from '../drive/sign-in.ts'
import type { Workplace } from './workplace.ts'

/** Asks for sign-in with the NHI card in the chip-card reader, its holder's password typed; the window is open. */
export async function askWithNhiCard(
  at: Workplace,
  password = at.passwordOf('nhi'),
): Promise<{ readonly page: Page; readonly window: Page }> {
  const page = await openSignInPage(at.browser, at.portal)
  return { page, window: await askForSignIn(at.browser, page, 'nhi', { reader: 'ccid', password }) }
}
