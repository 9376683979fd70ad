import type { Page } from 'puppeteer'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CardType } from '../../core/cards/card-types.ts'
import { patience } from '../drive/launch.ts'
import { shows } from '../drive/shows.ts'
import { askForSignIn, openSignInPage, typePin } from '../drive/sign-in.ts'
import { findings } from './axe.ts'
import { lookAtPage } from './look-at-page.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

/** Who has the service of the sample system at one of two institutions, and who has it nowhere. */
const user: CardType = 'moica'
const pharmacy = '5901999027'
const other: CardType = 'hca-personnel'

let at: Workplace
let sample: string
beforeAll(async () => {
  at = await openWorkplace()
  sample = at.portal.replace('vpn.', 'sample.')
})
afterEach(async () => {
  await at.clear()
  // Neither the portal nor the system knows the browser at the next test.
  await at.browser.deleteCookie(...(await at.browser.cookies()))
})
afterAll(() => at?.close())

const claim = (page: Page, name: string) => page.$eval(`[data-claim="${name}"]`, (cell) => cell.textContent)

/** From the sample system's page to the portal. */
async function begin(): Promise<Page> {
  const page = await at.browser.newPage()
  page.setDefaultTimeout(patience)
  await page.goto(sample)
  await shows(page, 'main[data-state=signed-out]')
  await page.locator('main a').click()
  return page
}

async function signIn(page: Page, card: CardType): Promise<void> {
  await shows(page, 'main[data-page=sign-in]:is([data-state=ready], [data-state=failed])')
  await typePin(await askForSignIn(at.browser, page, card), at.pinOf(card))
}

async function chooseInstitution(page: Page): Promise<void> {
  await shows(page, 'main[data-page=institution][data-state=ready]')
  await page.select('#institution', pharmacy)
  await page.locator('main form button[type=submit]').click()
}

const atSample = (page: Page, state: string) => shows(page, `main[data-state=${state}]`)

/** A page of the portal, signed in at the institution that has the service. */
async function openPortal(): Promise<Page> {
  await at.plugIn('it-500u', user)
  const page = await openSignInPage(at.browser, at.portal)
  await typePin(await askForSignIn(at.browser, page, user), at.pinOf(user))
  await chooseInstitution(page)
  await shows(page, 'main[data-page=home][data-state=ready]')
  return page
}

describe('a system that signs people in through the portal', () => {
  it('sends who is not signed in to the sign-in page; the card brings them back, and it learns who they are', async () => {
    await at.plugIn('it-500u', user)
    const page = await begin()
    await signIn(page, user)
    await chooseInstitution(page)
    await atSample(page, 'signed-in')
    expect(new URL(page.url()).origin).toBe(sample)
    expect(await claim(page, 'name')).toBe('陳測試')
    expect(await claim(page, 'institution_code')).toBe(pharmacy)
    expect(await claim(page, 'institution_name')).toBe('示範安禾藥局')
    expect(await claim(page, 'services')).toBe('["A.01"]')
    expect(await claim(page, 'acr')).toBe('urn:nhi-portal:acr:moica')
    expect(await page.$eval('main', (main) => main.textContent)).not.toMatch(/[A-Z][12]\d{8}/)
    expect(await findings(page)).toEqual([])
  })

  it('is entered from the service menu without signing in again, and left when the portal is', async () => {
    const portal = await openPortal()
    const page = await at.browser.newPage()
    page.setDefaultTimeout(patience)
    await page.goto(`${at.portal}/catalogue/A.01.09`)
    await atSample(page, 'signed-in')
    expect(await claim(page, 'name')).toBe('陳測試')

    await portal.bringToFront()
    await portal.locator('.session-tools button').click()
    await shows(portal, 'main[data-page=sign-in]')
    await page.bringToFront()
    await expect
      .poll(
        async () => {
          await page.goto(sample)
          return await page.$eval('main', ({ dataset }) => dataset['state'])
        },
        { timeout: 20_000 },
      )
      .toBe('signed-out')
  })

  it('asks who signs out of it about the portal, too, and has them back', async () => {
    await openPortal()
    const page = await begin()
    await atSample(page, 'signed-in')
    await page.locator('main button[type=submit]').click()
    await shows(page, 'main[data-page=oidc-end-session][data-state=ready]')
    expect(await lookAtPage(page, 'oidc-end-session')).toEqual([])
    await page.locator('main .button-primary').click()
    await atSample(page, 'signed-out')
    await page.goto(`${at.portal}/home`)
    await shows(page, 'main[data-page=sign-in]')
  })

  it('is told of who may not use it, who has read why', async () => {
    await at.plugIn('it-500u', other)
    const page = await begin()
    await signIn(page, other)
    await shows(page, 'main[data-page=oidc-continue][data-state=failed] [data-refused=no-service]')
    expect(await lookAtPage(page, 'oidc-continue-refused')).toEqual([])
    await page.locator('main .button-primary').click()
    await atSample(page, 'refused')
    expect(await findings(page)).toEqual([])
  })

  it('signs nobody in by a link that was made in another browser', async () => {
    await openPortal()
    const elsewhere = await at.browser.createBrowserContext()
    try {
      const attacker = await elsewhere.newPage()
      await attacker.goto(sample)
      await attacker.locator('main a').click()
      await shows(attacker, 'main[data-page=sign-in]')
      const ask = new URL(attacker.url()).searchParams.get('to') ?? ''
      expect(ask).toMatch(/^\/oidc\/continue\//)
      const page = await at.browser.newPage()
      page.setDefaultTimeout(patience)
      await page.goto(at.portal + ask)
      await shows(page, 'main[data-page=oidc-continue] [data-code=ERR_REQUEST_ASK_OVER]')
    } finally {
      await elsewhere.close()
    }
  })
})
