import type { Browser, Page } from 'puppeteer'
import type { CardState } from '../../demo/cards/card-memory.ts'
import type { KeypadEntry } from '../../demo/reader/keypad.ts'
import type { DeskSnapshot } from '../../demo/reader/virtual-desk.ts'
import type { DemoRequest } from '../../extension/background/demo-api.ts'
import { extensionUrl } from './launch.ts'

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never

/** The desk of virtual readers and cards, moved through the panel's own API. */
export class Desk {
  readonly page: Page

  private constructor(page: Page) {
    this.page = page
  }

  /** Opens the panel, which loads the cards that the portal made and plugs in its first reader. */
  static async open(browser: Browser, portal: string): Promise<Desk> {
    const page = await browser.newPage()
    await page.goto(extensionUrl(`demo-panel/index.demo.html?portal=${encodeURIComponent(portal)}`))
    await page.waitForSelector('.desk[aria-busy=false]')
    const desk = new Desk(page)
    await desk.ask({ action: 'load-cards', portal }) // says why if that could not be done
    return desk
  }

  /** Plugs in a reader of this model (demo/reader/reader-models.ts); resolves with its name. */
  async plugReader(model: string): Promise<string> {
    const answer = (await this.ask({ action: 'plug-reader', model })) as { readonly reader: string }
    return answer.reader
  }

  async snapshot(): Promise<DeskSnapshot & { readonly cardMilliseconds: number }> {
    const answer = (await this.ask({ action: 'snapshot' })) as { snapshot: DeskSnapshot; cardMilliseconds: number }
    return { ...answer.snapshot, cardMilliseconds: answer.cardMilliseconds }
  }

  /** What the chip of this card keeps: tries left, whether its PIN is verified, and its counters. */
  async card(id: string): Promise<CardState> {
    const { cards } = await this.snapshot()
    const found = cards.find((card) => card.id === id)
    if (!found) throw new Error(`no card ${id} on the desk`)
    return found.state
  }

  /** The person at a reader's keypad. Rejects when the reader asks for no PIN. */
  async enterOnKeypad(reader: string, entry: KeypadEntry): Promise<void> {
    await this.ask({ action: 'enter-on-keypad', reader, entry })
  }

  async ask(request: Without<DemoRequest, 'type'>): Promise<unknown> {
    const answer = await this.page.evaluate(
      (message) => chrome.runtime.sendMessage<typeof message, { readonly ok: boolean }>(message),
      { type: 'demo', ...request },
    )
    if (!answer?.ok) throw new Error(`the desk refused ${request.action}: ${JSON.stringify(answer)}`)
    return answer
  }
}
