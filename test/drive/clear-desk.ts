import type { Browser } from 'puppeteer'
import { newCardState } from '../../demo/cards/card-memory.ts'
import type { Desk } from './desk.ts'

/** All pages but the desk's. */
export async function closePages(browser: Browser, desk: Desk): Promise<void> {
  const pages = (await browser.pages()).filter((page) => page !== desk.page)
  // A PIN window may be closing by itself just now.
  await Promise.all(pages.map((page) => page.close().catch(() => undefined)))
}

/** Unplugs every reader (the panel plugs in one when the desk is empty), and gives the cards back what they used up. */
export async function clearDesk(desk: Desk): Promise<void> {
  const { readers, cards } = await desk.snapshot()
  for (const { name, plugged } of readers) if (plugged) await desk.ask({ action: 'unplug-reader', reader: name })
  for (const { id, tries, state } of cards) {
    const asIssued = { ...newCardState(tries), powered: state.powered }
    if (JSON.stringify(state) !== JSON.stringify(asIssued)) await desk.ask({ action: 'reset-card', card: id })
  }
}
