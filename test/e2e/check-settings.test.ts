import type { Browser, Dialog, Page } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type CheckId, checkIds, checkRow } from '../../core/check/check-rows.ts'
import { platforms } from '../../core/portal/platforms.ts'
import { CheckScreen } from '../drive/check.ts'
import { copyExtension, grantAll } from '../drive/extension-copy.ts'
import { launch, patience } from '../drive/launch.ts'
import { setPolicies } from '../drive/managed-policy.ts'
import { openPortalFront, type PortalFront } from '../drive/portal-front.ts'
import { makeSwitchedOffProfile } from '../drive/switched-off-profile.ts'

const vpn = platforms.vpn.productionOrigin
/** Presses Tab until the focus is there, going round the page once at most. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press('Tab')
    if (await page.$eval(selector, (it) => it === document.activeElement)) return
  }
  throw new Error(`Tab does not reach ${selector}`)
}

type Policies = Parameters<typeof setPolicies>[1]

describe('the settings check and the browser’s settings', () => {
  const granted = copyExtension('dist/extension-demo', grantAll)
  const profile = makeSwitchedOffProfile()
  let front: PortalFront
  let browser: Browser
  let screen: CheckScreen
  /** Opened before the extension was there. */
  let portalPage: Page

  beforeAll(async () => {
    front = await openPortalFront(inject('vpn'))
    await front.behave({ cacheControl: 'max-age=3600' })
    browser = await launch({ extension: null, hosts: front.hosts, args: profile.args })
    await setPolicies(browser, { browser: { CACertificates: [front.authority] } })
    portalPage = await browser.newPage()
    await portalPage.goto(vpn)
    await browser.installExtension(granted.path)
    screen = await CheckScreen.open(browser)
  })
  afterAll(async () => {
    await browser.close()
    await front.close()
    granted.remove()
    profile.remove()
  })

  /** With these policies, once the browser has taken them up; a card service that failed is asked again after seconds. */
  async function underPolicies(policies: Policies, seen: (rows: Awaited<ReturnType<CheckScreen['run']>>) => boolean) {
    await setPolicies(browser, { ...policies, browser: { CACertificates: [front.authority], ...policies.browser } })
    const end = Date.now() + patience
    let rows = await screen.run()
    while (!seen(rows) && Date.now() < end) rows = await screen.run()
    if (!seen(rows)) throw new Error(`the policy was not taken up: ${JSON.stringify(rows)}`)
    return rows
  }
  const blocked = ['javascript', 'pop-ups', 'pop-ups-privacy', 'downloads'] as const
  const automatic = checkIds.filter((id) => checkRow(id).fix === 'automatic')
  const undoable = checkIds.filter((id) => checkRow(id).undo)

  it('a page that was open before the extension was installed is connected by it', async () => {
    const rows = await screen.run()
    expect(rows['page-connection']).toMatchObject({ finding: 'connected', mark: 'ok' })
    expect(rows['secure-page']).toMatchObject({ finding: 'secure', mark: 'ok' })
    expect(rows['extension-install']).toMatchObject({
      finding: 'development',
      mark: 'warn',
      action: 'open-extension-store',
    })
    expect(rows['system-version'].mark).toBe('ok')
    expect(rows['browser-version']).toMatchObject({ finding: 'current', mark: 'ok' })
  })

  it('what a person has switched off is red, with its button; the one button sets all right, and undo puts all back', async () => {
    const before = await screen.run()
    for (const id of blocked) expect(before[id], id).toMatchObject({ finding: 'blocked', mark: 'fail', canFix: true })
    expect(before.javascript.current).toContain(vpn)
    expect(before.bookmarks).toMatchObject({ finding: 'missing', mark: 'warn', canFix: true })
    expect(before['page-cache']).toMatchObject({ finding: 'stale', mark: 'fail', canFix: true })

    const fixed = await screen.fixAll()
    for (const id of automatic) expect(fixed[id], id).toMatchObject({ mark: 'ok', canFix: false })
    await portalPage.reload()
    await portalPage.waitForSelector('main[data-state=ready]') // the portal's scripts run now

    const undone = await screen.undo()
    for (const id of undoable) expect(undone[id], id).toEqual(before[id])
    await portalPage.reload()
    expect(await portalPage.$('noscript p')).not.toBeNull() // read as elements only where no script runs
  })

  it('the keyboard alone reaches the one button, a row, and the way back', async () => {
    const before = await screen.run()
    const { page } = screen
    await page.bringToFront()
    await tabTo(page, '[data-action=fix-all]')
    const fixed = await screen.untilChecked(() => page.keyboard.press('Enter'))
    for (const id of automatic) expect(fixed[id].mark, id).toBe('ok')
    await tabTo(page, '#javascript > summary')
    await page.keyboard.press('Enter')
    expect(await page.$eval('#javascript', (row) => (row as HTMLDetailsElement).open)).toBe(true)
    await tabTo(page, '[data-action=undo]')
    const undone = await screen.untilChecked(() => page.keyboard.press('Enter'))
    for (const id of undoable) expect(undone[id], id).toEqual(before[id])
    await tabTo(page, '[data-action=check-again]')
    await screen.untilChecked(() => page.keyboard.press('Enter'))
    expect(await page.$eval('[data-action=check-again]', (it) => it === document.activeElement)).toBe(true)
  })

  it('one row is set right by its own button, and the others are left', async () => {
    const before = await screen.run()
    const fixed = await screen.fixRow('downloads')
    expect(fixed.downloads.mark).toBe('ok')
    expect(fixed.javascript).toEqual(before.javascript)
    await screen.undo()
  })

  it.each<[string, Policies['browser'], boolean]>([
    ['for all sites', { DefaultPopupsSetting: 2 }, true],
    ['for the portal’s sites', { PopupsBlockedForUrls: [`${vpn}/`] }, true],
    [
      'allowed for the portal’s sites',
      { DefaultPopupsSetting: 2, PopupsAllowedForUrls: ['https://[*.]nhi.gov.tw'] },
      false,
    ],
  ])('pop-ups by an administrator’s policy, %s', async (_what, policy, isBlocked) => {
    const rows = await underPolicies(
      { browser: policy ?? {} },
      (it) => (it['pop-ups'].finding === 'blocked') === isBlocked,
    )
    expect(rows['pop-ups-privacy'].finding).toBe(rows['pop-ups'].finding)
    if (!isBlocked) return
    await screen.fixRow('pop-ups')
    expect((await screen.outcomes())['pop-ups']).toBe('managed')
    expect((await screen.rows())['pop-ups']).toMatchObject({ mark: 'fail', managed: true, canFix: false })
  })

  it('wrong entries and sites listed twice in the extension’s own policy are told, and the rest is taken', async () => {
    const rows = await underPolicies(
      {
        extension: {
          portals: [vpn, 'http://portal.example.test'],
          addressRanges: ['10.0.0.0/99', '127.0.0.0/8'],
          bookmarks: ['https://portal.example.test/'],
          lowestBrowser: '9999',
        },
      },
      (it) => it['portal-list'].finding === 'refused',
    )
    expect(rows['portal-list']).toMatchObject({ mark: 'warn', action: null })
    expect(rows['portal-list'].current).toContain('portals[1] addressRanges[0]')
    expect(rows['trusted-sites']).toMatchObject({ finding: 'twice', mark: 'warn' })
    expect(rows['portal-address'].finding).toBe('reached')
    expect(rows.bookmarks.current).toContain('https://portal.example.test/')
    expect(rows['browser-version']).toMatchObject({ finding: 'outdated', mark: 'fail', action: 'open-browser-update' })
  })

  it('a value of a wrong type is told, and takes nothing else away', async () => {
    const rows = await underPolicies(
      { extension: { fixesAllowed: 'no', lowestBrowser: '9999' } },
      (it) => it['browser-version'].finding === 'outdated',
    )
    expect(rows['portal-list']).toMatchObject({ finding: 'refused', mark: 'warn' })
    expect(rows['portal-list'].current).toContain('fixesAllowed')
    expect(rows.javascript.canFix).toBe(true)
  })

  it('where an administrator allows no changes there is no button', async () => {
    const rows = await underPolicies({ extension: { fixesAllowed: false } }, (it) => !it.javascript.canFix)
    expect(automatic.filter((id) => rows[id].canFix)).toEqual([])
    expect(await screen.page.$('[data-action=fix-all]')).toBeNull()
  })

  it('the local network refused to the portal’s pages, and the card service by policy', async () => {
    const rows = await underPolicies(
      { browser: { LocalNetworkAccessBlockedForUrls: [vpn], NativeMessagingBlocklist: ['*'] } },
      (it) => it['card-service'].finding === 'blocked',
    )
    expect(rows['card-service']).toMatchObject({ mark: 'fail', action: null })
    expect(rows['card-service'].steps).toBe(1)
    expect(rows['local-network']).toMatchObject({ finding: 'blocked', mark: 'warn' })
    const without = await underPolicies({}, (it) => it['card-service'].finding === 'missing')
    expect(without['card-service']).toMatchObject({ mark: 'fail', action: 'open-card-service-help' })
    expect(without['local-network']).toMatchObject({ finding: 'not-blocked', mark: 'ok' })
  })

  it('a page that does not answer, since it shows a dialogue, is told and holds nothing up', async () => {
    const shown = new Promise<Dialog>((resolve) => portalPage.once('dialog', resolve))
    const ended = portalPage.evaluate(() => alert('…'))
    const dialog = await shown
    const rows = await screen.run()
    expect(rows['page-connection']).toMatchObject({ finding: 'not-connected', mark: 'fail', action: 'reload-portal' })
    expect(rows['page-cache']).toMatchObject({ finding: 'untold', mark: 'unknown' })
    expect(checkIds.filter((id) => rows[id].finding === 'timed-out')).toEqual([])
    await dialog.dismiss()
    await ended
  })
})

describe('the settings check before the browser’s question is answered', () => {
  const askable = ['javascript', 'pop-ups', 'pop-ups-privacy', 'downloads', 'bookmarks'] as const
  let browser: Browser
  let front: PortalFront
  let screen: CheckScreen
  /** Sites are withheld as a person withholds them: the manifest asks for them, and they are not granted. */
  const withheld = copyExtension('dist/extension-demo', (manifest) => {
    manifest.optional_host_permissions = manifest.host_permissions
    manifest.host_permissions = []
  })

  beforeAll(async () => {
    front = await openPortalFront(inject('vpn'))
    browser = await launch({ extension: withheld.path, hosts: front.hosts })
    await setPolicies(browser, { browser: { CACertificates: [front.authority] } })
    screen = await CheckScreen.open(browser)
  })
  afterAll(async () => {
    await browser.close()
    await front.close()
    withheld.remove()
  })

  it('rows that cannot be looked at are not called right, and sites that are kept from it are named', async () => {
    const rows = await screen.run()
    for (const id of askable)
      expect(rows[id], id).toMatchObject({ finding: 'permission-missing', mark: 'unknown', canFix: true })
    expect(rows['portal-access']).toMatchObject({ finding: 'withheld', mark: 'fail', canFix: true })
    expect(rows['portal-address']).toMatchObject({ finding: 'withheld', mark: 'unknown' })
    expect(rows['site-certificate']).toMatchObject({ finding: 'unreachable', mark: 'unknown' })
  })

  it('refused, every row says that it was not allowed', async () => {
    await screen.page.evaluate(() => (chrome.permissions.request = () => Promise.resolve(false)))
    await screen.fixAll()
    const outcomes = await screen.outcomes()
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['not-allowed']))
    expect((Object.keys(outcomes) as CheckId[]).toSorted()).toEqual([...askable, 'portal-access'].toSorted())
  })
})
