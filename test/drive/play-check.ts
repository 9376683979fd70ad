import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'puppeteer'
import type { CheckMark } from '../../core/check/check-row.ts'
import { platforms } from '../../core/portal/platforms.ts'
import { CheckScreen, type ShownRows } from './check.ts'
import { Desk } from './desk.ts'
import { copyExtension, grantAll } from './extension-copy.ts'
import { launch } from './launch.ts'
import { setPolicies } from './managed-policy.ts'
import { openPopup } from './popup.ts'
import { startPortal } from './portal.ts'
import { openPortalFront } from './portal-front.ts'
import type { Steps } from './steps.ts'
import { makeSwitchedOffProfile } from './switched-off-profile.ts'

const shots = '.shots'

/**
 * The settings check on a computer on which much is wrong, and how it gets right: by the one button, then by a reader that
 * is plugged in. Screenshots of popup and page at each stage, and the page as it is printed. Exit code 0 when no row is red
 * at the end.
 */
export async function playCheck(steps: Steps): Promise<number> {
  const portal = await startPortal()
  const front = await openPortalFront(portal.vpn)
  const granted = copyExtension('dist/extension-demo', grantAll)
  const profile = makeSwitchedOffProfile()
  let browser: Browser | undefined
  try {
    await front.behave({ cacheControl: 'max-age=3600' })
    browser = await launch({ extension: granted.path, hosts: front.hosts, args: profile.args })
    await setPolicies(browser, { browser: { CACertificates: [front.authority] } })
    steps.done(`${await browser.version()} started: pop-ups, JavaScript and downloads off, no reader`)
    mkdirSync(shots, { recursive: true })
    const page = await browser.newPage()
    await page.goto(platforms.vpn.productionOrigin)
    const screen = await CheckScreen.open(browser)
    const shoot = (name: string, rows: ShownRows) => shootStage(browser!, screen.page, steps, name, rows)
    await shoot('1-red', await screen.run())
    await shoot('2-mixed', await screen.fixAll())
    const desk = await Desk.open(browser, portal.vpn)
    await desk.plugReader('it-500u')
    await desk.ask({ action: 'pair-all' })
    const last = await screen.run()
    await shoot('3-green', last)
    await screen.page.pdf({ path: `${shots}/check-print.pdf`, format: 'A4', margin: { top: 40, bottom: 40 } })
    steps.done(`${shots}/check-print.pdf: the page as it is printed`)
    return count(last, 'fail') === 0 ? 0 : 1
  } finally {
    await browser?.close()
    await front.close()
    await portal.stop()
    portal.remove()
    granted.remove()
    profile.remove()
  }
}

const count = (rows: ShownRows, mark: CheckMark): number =>
  Object.values(rows).filter((row) => row.mark === mark).length

async function shootStage(browser: Browser, page: Page, steps: Steps, name: string, rows: ShownRows): Promise<void> {
  const marks = (['fail', 'warn', 'unknown', 'ok', 'not-needed'] as const).map((mark) => `${mark} ${count(rows, mark)}`)
  steps.done(`${name}: ${marks.join(', ')}`)
  await page.screenshot({ path: `${shots}/check-${name}-page.png`, fullPage: true })
  const popup = await openPopup(browser)
  await popup.waitForSelector('.check-section[data-state=checked]')
  await popup.screenshot({ path: `${shots}/check-${name}-popup.png`, fullPage: true })
  await popup.close()
  await page.bringToFront()
  steps.done(`screenshots ${shots}/check-${name}-page.png and -popup.png`)
}
