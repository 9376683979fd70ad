import type { Browser, Page } from 'puppeteer'
import { inject } from 'vitest'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { readJson } from '../drive/call-site.ts'
import { Desk } from '../drive/desk.ts'
import { launch } from '../drive/launch.ts'

/** A browser with the demo extension and its desk, shared by the tests of a file; `clear` between them. */
export interface Workplace {
  readonly browser: Browser
  readonly desk: Desk
  readonly portal: string
  pinOf(card: string): string
  /** Plugs in and grants a reader of this model, with a card in it if one is named. Resolves with its name. */
  plugIn(model: string, card?: string): Promise<string>
  /** Closes all pages but the desk's, unplugs every reader and gives the cards their tries back. */
  clear(): Promise<void>
  close(): Promise<void>
}

export async function openWorkplace(): Promise<Workplace> {
  const portal = inject('vpn')
  const browser = await launch()
  const desk = await Desk.open(browser, portal)
  await clearDesk(desk)
  const cards = await readJson<CardFile[]>(`${portal}/demo/cards`)
  return {
    browser,
    desk,
    portal,
    pinOf: (id) => cards.find((card) => card.id === id)?.pin ?? '',
    async plugIn(model, card) {
      const reader = await desk.plugReader(model)
      await desk.ask({ action: 'pair-all' })
      if (card !== undefined) await desk.ask({ action: 'insert-card', reader, card })
      return reader
    },
    async clear() {
      const pages: Page[] = (await browser.pages()).filter((page) => page !== desk.page)
      // A PIN window may be closing by itself just now.
      await Promise.all(pages.map((page) => page.close().catch(() => undefined)))
      await clearDesk(desk)
      for (const { id } of cards) await desk.ask({ action: 'reset-card', card: id })
    },
    close: () => browser.close(),
  }
}

/** The panel plugs in a reader when the desk is empty; a test wants it empty. */
async function clearDesk(desk: Desk): Promise<void> {
  const { readers } = await desk.snapshot()
  for (const { name, plugged } of readers) if (plugged) await desk.ask({ action: 'unplug-reader', reader: name })
}
