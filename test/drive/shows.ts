import { type Page, TimeoutError } from 'puppeteer'

/** Waits until the page shows `selector`; on a time-out the error says what it shows instead. */
export async function shows(page: Page, selector: string): Promise<void> {
  try {
    await page.waitForSelector(selector)
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('main, [data-phase], [data-code]')].map(
        ({ dataset: { page, state, phase, code }, innerText }) => ({
          page,
          state,
          phase,
          code,
          text: innerText.slice(0, 300),
        }),
      ),
    )
    throw new Error(`no ${selector}; ${page.url()} shows ${JSON.stringify(shown)}`, { cause: error })
  }
}
