import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'puppeteer'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { readJson } from './call-site.ts'
import { clearDesk, closePages } from './clear-desk.ts'
import { Desk } from './desk.ts'
import { launch } from './launch.ts'
import { type NativeReader, openNativeReader } from './native-reader.ts'
import { type Portal, startPortal } from './portal.ts'
import type { Steps } from './steps.ts'

/** Everything a run needs: the server, the browser with the extension, the desk, and the card files. */
export interface Stage {
  readonly portal: Portal
  readonly browser: Browser
  readonly desk: Desk
  readonly steps: Steps
  card(id: string): CardFile
  screenshot(page: Page, name: string): Promise<void>
  /** For the next act: no page but the desk's, nobody signed in, no reader plugged in, every card as it was issued. */
  clear(): Promise<void>
  /** Ends browser and server; the data directory stays until `portal.remove()`. */
  end(): Promise<void>
}

const shots = '.shots'

/** With `nativeCard`, that card is in the system's own reader, behind pcscd and the card service. */
export async function setStage(steps: Steps, nativeCard?: string): Promise<Stage> {
  const portal = await startPortal()
  steps.done(`server serves ${portal.vpn} and ${portal.internet}`)
  const cards = await readJson<CardFile[]>(`${portal.vpn}/demo/cards`)
  const inReader = cards.find(({ id }) => id === nativeCard)
  let reader: NativeReader | undefined
  let browser: Browser
  try {
    reader = inReader && (await openNativeReader(inReader))
    browser = await launch(reader ? { args: reader.browserArgs } : {})
  } catch (error) {
    await reader?.close()
    await portal.stop()
    throw error
  }
  steps.done(`${await browser.version()} started, extension installed`)
  const desk = await Desk.open(browser, portal.vpn)
  steps.done(`${cards.length} virtual cards loaded`)
  mkdirSync(shots, { recursive: true })
  return {
    portal,
    browser,
    desk,
    steps,
    card(id) {
      const found = cards.find((card) => card.id === id)
      if (!found) throw new Error(`no such card: ${id}. There are: ${cards.map((card) => card.id).join(', ')}`)
      return found
    },
    async screenshot(page, name) {
      await page.screenshot({ path: `${shots}/${name}.png` })
      steps.done(`screenshot ${shots}/${name}.png`)
    },
    async clear() {
      await closePages(browser, desk)
      await browser.deleteCookie(...(await browser.cookies()))
      await clearDesk(desk)
    },
    async end() {
      await browser.close()
      await reader?.close()
      await portal.stop()
    },
  }
}
