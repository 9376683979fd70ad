import type { Page } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { askForSignIn, openSignInPage, signedIn, typePin } from '../drive/sign-in.ts'
import { extensionUrl } from '../drive/launch.ts'
import { policyViolations, watchPolicy } from './policy-violations.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

declare global {
  /** Set by what an attacker has put into the page, if it runs. */
  var hurt: string[] | undefined
}

/** What script that runs in a page after all could go on with, each by its name; answers what became of it. */
const attacks: readonly (readonly [name: string, directive: string, (elsewhere: string) => Promise<void> | void])[] = [
  [
    'an inline script',
    'require-trusted-types-for',
    () => {
      const script = document.createElement('script')
      script.textContent = 'globalThis.hurt = ["inline script"]'
      document.body.append(script)
    },
  ],
  [
    'a script within a drawing',
    'require-trusted-types-for',
    () => {
      const script = document.createElementNS('http://www.w3.org/2000/svg', 'svg:script')
      script.append('globalThis.hurt = ["inline script"]')
      document.body.append(script)
    },
  ],
  [
    'a module from elsewhere',
    'script-src-elem',
    (elsewhere) => {
      const link = Object.assign(document.createElement('link'), { rel: 'modulepreload', href: `${elsewhere}hurt.js` })
      document.head.append(link)
    },
  ],
  [
    'HTML with a handler',
    'require-trusted-types-for',
    () => {
      document.body.innerHTML = '<img src="/nowhere.png" onerror="globalThis.hurt = [1]">'
    },
  ],
  [
    'a handler in an attribute',
    'require-trusted-types-for',
    () => {
      const button = document.createElement('button')
      button.setAttribute('onclick', 'globalThis.hurt = ["handler"]')
      document.body.append(button)
      button.click()
    },
  ],
  [
    'a style in the page',
    'style-src-elem',
    () => {
      const style = document.createElement('style')
      style.textContent = ':root { --hurt: 1 }'
      document.head.append(style)
      const seen = getComputedStyle(document.documentElement).getPropertyValue('--hurt')
      if (seen !== '') globalThis.hurt = ['style']
    },
  ],
  [
    'a style in an attribute',
    'style-src-attr',
    () => {
      document.body.setAttribute('style', '--hurt: 1')
      if (getComputedStyle(document.body).getPropertyValue('--hurt') !== '') globalThis.hurt = ['style']
    },
  ],
  [
    'a text that becomes code',
    'require-trusted-types-for',
    () => {
      // oxlint-disable-next-line no-implied-eval
      setTimeout('globalThis.hurt = ["timer"]')
    },
  ],
  [
    'a frame of its own',
    'frame-src',
    (elsewhere) => {
      const frame = document.createElement('iframe')
      frame.src = elsewhere
      document.body.append(frame)
    },
  ],
  [
    'a message to elsewhere',
    'connect-src',
    async (elsewhere) => {
      await fetch(elsewhere, { mode: 'no-cors' })
      globalThis.hurt = ['fetch']
    },
  ],
  [
    'a picture that tells elsewhere',
    'img-src',
    (elsewhere) => {
      const image = new Image()
      image.addEventListener('load', () => (globalThis.hurt = ['image']))
      image.src = `${elsewhere}favicon.svg`
    },
  ],
  [
    'a form that sends elsewhere',
    'form-action',
    (elsewhere) => {
      const form = document.createElement('form')
      form.action = elsewhere
      document.body.append(form)
      form.submit()
    },
  ],
]

/** Does it in the page and answers the directives that kept something, once one did. */
async function attack(page: Page, at: number, elsewhere: string): Promise<{ kept: string[]; hurt: unknown }> {
  const before = (await policyViolations(page)).length
  const [, , work] = attacks[at] ?? []
  await page.evaluate(`(${String(work)})(${JSON.stringify(elsewhere)})`).catch(() => undefined)
  await page.waitForFunction(
    (length) => (globalThis as { violations?: string[] }).violations?.length !== length,
    {},
    before,
  )
  const kept = (await policyViolations(page)).slice(before).map((words) => words.split(' ', 1)[0] ?? '')
  return { kept, hurt: await page.evaluate(() => globalThis.hurt) }
}

describe('what an attacker has put into a page is kept from doing harm', () => {
  let at: Workplace
  beforeAll(async () => {
    at = await openWorkplace()
  })
  afterAll(() => at?.close())

  describe.each(['the sign-in page', 'a page after the sign-in', 'the support-reporting system'])('%s', (which) => {
    let page: Page
    beforeAll(async () => {
      await at.clear()
      if (which === 'a page after the sign-in') {
        await at.plugIn('it-500u', 'hca-personnel')
        page = await openSignInPage(at.browser, at.portal)
        await typePin(await askForSignIn(at.browser, page, 'hca-personnel'), at.pinOf('hca-personnel'))
        await signedIn(page)
      } else page = await at.browser.newPage()
      await watchPolicy(page)
      await page.goto(
        which === 'the support-reporting system'
          ? inject('support')
          : page.url() === 'about:blank'
            ? at.portal
            : page.url(),
      )
      await page.waitForSelector('main[data-state=ready]')
    })

    it('works without anything kept from it', async () => {
      expect(await policyViolations(page)).toEqual([])
    })

    it.each(attacks.map(([name, directive], index) => [name, directive, index] as const))(
      '%s: %s',
      async (_name, directive, index) => {
        const { kept, hurt } = await attack(page, index, `${inject('internet')}/`)
        expect(kept).toContain(directive)
        expect(hurt).toBeUndefined()
      },
    )

    it('no further policy for texts that are trusted can be made', async () => {
      const made = page.evaluate(() =>
        (
          globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }
        ).trustedTypes.createPolicy('own', {}),
      )
      await expect(made).rejects.toThrow(/policy/i)
    })
  })

  it('no feature that the portals deny is unknown to the browser, and readers are out of a page’s reach', async () => {
    const page = await at.browser.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    await page.goto(at.portal)
    await page.waitForSelector('main[data-state=ready]')
    // Chromium has these on Windows alone.
    const elsewhere = /Unrecognized feature: '(bluetooth|web-share)'/
    expect(complaints.filter((words) => !elsewhere.test(words))).toEqual([])
    const devices = await page.evaluate(async () => {
      const ask = async (work: () => Promise<unknown>) =>
        await work().then(
          () => 'let in',
          (error: unknown) => (error as DOMException).name,
        )
      const { usb, serial } = navigator as unknown as Record<
        'usb' | 'serial',
        { getDevices?(): Promise<unknown>; getPorts?(): Promise<unknown> }
      >
      return [await ask(async () => await usb.getDevices?.()), await ask(async () => await serial.getPorts?.())]
    })
    expect(devices).toEqual(['SecurityError', 'SecurityError'])
    await page.close()
  })

  it.each(
    ['check', 'modules', 'pin']
      .map((name) => `${name}/index.html`)
      .concat('popup/index.demo.html', 'pairing/index.demo.html'),
  )('the extension’s own page %s works with a policy as strict', async (path) => {
    const page = await watchPolicy(await at.browser.newPage())
    await page.goto(extensionUrl(path))
    await page.waitForSelector('main')
    expect(await policyViolations(page)).toEqual([])
    const written = page.evaluate(() => (document.body.innerHTML = '<b>1</b>'))
    await expect(written).rejects.toThrow('TrustedHTML')
    await page.close()
  })
})
