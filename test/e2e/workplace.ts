import type { Browser } from 'puppeteer'
import { inject } from 'vitest'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { readJson } from '../drive/call-site.ts'
import { clearDesk, closePages } from '../drive/clear-desk.ts'
import { Desk } from '../drive/desk.ts'
import { launch } from '../drive/launch.ts'

/** A browser with the demo extension and its desk, shared by the tests of a file; `clear` between them. */
export interface Workplace {
  readonly browser: Browser
  readonly desk: Desk
  readonly portal: string
  pinOf(card: string): string
  /** The portal's password of an NHI card's holder. */
  passwordOf(card: string): string
  /** Plugs in and grants a reader of this model, with a card in it if one is named. Resolves with its name. */
  plugIn(model: string, card?: string): Promise<string>
  /** Closes all pages but the desk's, unplugs every reader and gives the cards their tries back. */
  clear(): Promise<void>
  close(): Promise<void>
}

/** At the server of all browser tests, or at one of the test's own. */
export async function openWorkplace(portal = inject('vpn')): Promise<Workplace> {
  const browser = await launch()
  const desk = await Desk.open(browser, portal)
  await clearDesk(desk)
  const cards = await readJson<CardFile[]>(`${portal}/demo/cards`)
  return {
    browser,
    desk,
    portal,
    pinOf: (id) => cards.find((card) => card.id === id)?.pin ?? '',
    passwordOf: (id) => cards.find((card) => card.id === id)?.password ?? '',
    async plugIn(model, card) {
      const reader = await desk.plugReader(model)
      await desk.ask({ action: 'pair-all' })
      if (card !== undefined) await desk.ask({ action: 'insert-card', reader, card })
      return reader
    },
    async clear() {
      await closePages(browser, desk)
      await clearDesk(desk)
    },
    close: () => browser.close(),
  }
}
