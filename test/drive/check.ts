import type { Browser, Page } from 'puppeteer'
import type { CheckMark } from '../../core/check/check-row.ts'
import type { CheckId } from '../../core/check/check-rows.ts'
import { extensionUrl, patience } from './launch.ts'

/** A row as the page shows it. */
export interface ShownRow {
  readonly mark: CheckMark
  readonly finding: string
  /** 您目前的設定. */
  readonly current: string
  readonly managed: boolean
  /** The row's own button that sets it right is there. */
  readonly canFix: boolean
  /** The button of something that the person has to see to. */
  readonly action: string | null
  readonly steps: number
}

export type ShownRows = Readonly<Record<CheckId, ShownRow>>

/** The settings check's page, in a tab. */
export class CheckScreen {
  readonly page: Page

  private constructor(page: Page) {
    this.page = page
  }

  /** Opens the page, which runs the check, and waits for its end. */
  static async open(browser: Browser, row = ''): Promise<CheckScreen> {
    const page = await browser.newPage()
    await page.goto(extensionUrl(`check/index.html${row && `#${row}`}`))
    const screen = new CheckScreen(page)
    await screen.settled()
    return screen
  }

  /** Runs the check again. Resolves with every row. */
  run(): Promise<ShownRows> {
    return this.#press('[data-action=check-again]')
  }

  /** Presses the one button. */
  fixAll(): Promise<ShownRows> {
    return this.#press('[data-action=fix-all]')
  }

  /** Opens the row, if need be, and presses its own button. */
  async fixRow(id: CheckId): Promise<ShownRows> {
    await this.page.$eval(`#${id}`, (row) => ((row as HTMLDetailsElement).open = true))
    return this.#press(`#${id} [data-action=fix]`)
  }

  undo(): Promise<ShownRows> {
    return this.#press('[data-action=undo]')
  }

  async settled(): Promise<void> {
    await this.page.waitForSelector('main[data-phase=checked]', { timeout: patience })
  }

  /** What became of each row at the last fix or undo. */
  outcomes(): Promise<Record<string, string>> {
    return this.page.$$eval('li[data-changed]', (items) =>
      Object.fromEntries(items.map(({ dataset }) => [dataset['changed'] ?? '', dataset['outcome'] ?? ''])),
    )
  }

  async rows(): Promise<ShownRows> {
    const rows = await this.page.$$eval('details.check-row', (all) =>
      all.map((row) => [
        row.id,
        {
          mark: row.dataset['mark'],
          finding: row.dataset['finding'],
          current: row.querySelector('.check-current')?.lastChild?.textContent ?? '',
          managed: row.querySelector('.check-managed') !== null,
          canFix: row.querySelector('[data-action=fix]') !== null,
          action: row.querySelector<HTMLElement>('[data-action]:not([data-action=fix])')?.dataset['action'] ?? null,
          steps: row.querySelectorAll('ol > li').length,
        },
      ]),
    )
    return Object.fromEntries(rows) as ShownRows
  }

  /** Does what begins a check, a fix or an undo, and waits for its end. */
  async untilChecked(begin: () => Promise<void>): Promise<ShownRows> {
    const main = await this.page.waitForSelector('main')
    const checked = main!.evaluate(
      (it) =>
        new Promise<void>((resolve) => {
          let began = false
          const observer = new MutationObserver(() => {
            if (it.dataset['phase'] === 'checking') began = true
            else if (began) {
              observer.disconnect()
              resolve()
            }
          })
          observer.observe(it, { attributeFilter: ['data-phase'] })
        }),
    )
    await begin()
    await checked
    return this.rows()
  }

  /** A real click, since the browser answers its own questions only after one. */
  #press(button: string): Promise<ShownRows> {
    return this.untilChecked(async () => {
      await this.page.bringToFront()
      await this.page.click(button)
    })
  }
}
