import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCheckReport } from '../../server/check/run-check-report.ts'
import { systemClock } from '../../server/clock.ts'
import { extensionPage, extensionUrl } from '../drive/launch.ts'
import { type Portal, startPortal } from '../drive/portal.ts'
import { askForSignIn, leaveWindow, openSignInPage, shownError } from '../drive/sign-in.ts'
import { findings } from './axe.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

let portal: Portal
let at: Workplace
beforeAll(async () => {
  portal = await startPortal()
  at = await openWorkplace(portal.vpn)
})
afterAll(async () => {
  await at.close()
  portal.remove()
})

/** Runs the operator's command on the data of the portal, which has been stopped. */
async function operate(...args: string[]): Promise<{ exit: number; said: string }> {
  const lines: string[] = []
  const exit = await runCheckReport(args, {
    operator: { tell: (line) => void lines.push(line), ask: () => Promise.resolve(undefined) },
    variables: portal.place,
    clock: systemClock,
  })
  return { exit, said: lines.join('\n') }
}

it('a sign-in that fails for want of a reader leads to the row that says why, and its report to the helpdesk', async () => {
  // A reader that a browser keeps from extensions, and no card service: the sign-in cannot go on.
  await at.plugIn('it-500u-protected', 'hca-personnel')
  const page = await openSignInPage(at.browser, at.portal)
  const window = await askForSignIn(at.browser, page, 'hca-personnel')
  await window.waitForSelector('[data-code=ERR_READER_PROTECTED_CLASS]')
  await leaveWindow(window)
  expect(await shownError(page)).toMatchObject({ code: 'ERR_READER_PROTECTED_CLASS' })
  await page.locator('.error-panel .button-primary').click()

  const check = await extensionPage(at.browser, 'check/index.html')
  expect(check.url()).toBe(extensionUrl('check/index.html#protected-reader'))
  await check.waitForSelector('main[data-phase=checked] #protected-reader[open][data-asked=true]')
  await check.waitForFunction(() => document.activeElement?.closest('details')?.id === 'protected-reader')

  await check.locator('[data-action=send]').click()
  const shown = await check.$eval('.check-sent', (element) => element.textContent)
  expect(shown).toContain('[protected-reader: protected]')
  expect(await findings(check)).toEqual([])
  const opening = at.browser.waitForTarget((target) => target.url() === `${at.portal}/check#report`)
  await check.locator('[data-action=agree]').click()
  const sent = await (await opening).asPage()
  const element = await sent.waitForSelector('[data-report=sent] .report-code')
  const code = (await element?.evaluate((it) => it.textContent)) ?? ''
  await sent.waitForSelector('main[data-page=check][data-state=ready]')
  expect(await findings(sent)).toEqual([])

  // Asked for once more from another row: the tab that is open comes to the front, and no report is left to take.
  await sent.reload()
  await sent.waitForSelector('[data-report=none]')
  await sent.locator('[aria-labelledby=component] .button-primary').click()
  await check.waitForFunction(() => document.visibilityState === 'visible')
  const checks = at.browser.targets().filter((target) => target.url().startsWith(extensionUrl('check/index.html')))
  expect(checks).toHaveLength(1)

  await portal.stop()
  const found = await operate(code.toLowerCase())
  expect(found.exit).toBe(0)
  expect(found.said).toContain(shown.trim())
  expect(JSON.parse((await operate(code, '--json')).said)).toMatchObject({ code, platform: 'vpn' })
})
