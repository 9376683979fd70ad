import { askForSignIn, openSignInPage, signedIn, waitForPhase } from '../drive/sign-in.ts'
import { setStage } from '../drive/stage.ts'
import { Steps } from '../drive/steps.ts'
import { buildQuietly } from './build-quietly.ts'
import { atMostMilliseconds, type Bench } from './result.ts'

const signIns = 15
const warmUp = 3
const cardType = 'hca-personnel'

/**
 * A sign-in as a person waits for it, in Chromium with the built extension and the real server: from the PIN's submit to
 * the session known to the page, with the time that the card spent on its commands subtracted.
 */
export const login: Bench = {
  name: 'login',
  async run() {
    buildQuietly()
    const stage = await setStage(new Steps(() => undefined))
    try {
      const { browser, desk, portal } = stage
      const { readers } = await desk.snapshot()
      const reader = readers.find(({ plugged }) => plugged)?.name ?? (await desk.plugReader('it-500u'))
      await desk.ask({ action: 'pair-all' })
      await desk.ask({ action: 'insert-card', reader, card: cardType })
      const own: number[] = []
      const card: number[] = []
      for (let i = 0; i < warmUp + signIns; i++) {
        const page = await openSignInPage(browser, portal.vpn)
        const window = await askForSignIn(browser, page, cardType)
        await waitForPhase(window, 'waiting-for-pin')
        await window.waitForSelector('#pin:not([readonly])', { visible: true })
        await window.type('#pin', stage.card(cardType).pin)
        const known = page.evaluate(
          () =>
            new Promise<number>((resolve) => {
              const isHome = () => document.querySelector('main[data-page=home][data-state=ready]') !== null
              const observer = new MutationObserver(() => {
                if (!isHome()) return
                observer.disconnect()
                resolve(performance.timeOrigin + performance.now())
              })
              observer.observe(document.documentElement, { subtree: true, childList: true, attributes: true })
            }),
        )
        const before = (await desk.snapshot()).cardMilliseconds
        const submitted = await window.evaluate(() => {
          const now = performance.timeOrigin + performance.now()
          document.querySelector<HTMLFormElement>('form.pin-form')?.requestSubmit()
          return now
        })
        const whole = (await known) - submitted
        await signedIn(page)
        const spent = (await desk.snapshot()).cardMilliseconds - before
        await page.close()
        if (i < warmUp) continue
        own.push(whole - spent)
        card.push(spent)
      }
      return [
        atMostMilliseconds({
          name: 'login (Chromium: PIN submitted to session known)',
          samples: own,
          reference: 'the card’s own commands',
          referenceSamples: card,
          limit: 60,
        }),
      ]
    } finally {
      await stage.end()
      stage.portal.remove()
    }
  },
}
