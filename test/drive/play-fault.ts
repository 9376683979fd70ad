import type { HTTPRequest, Page } from 'puppeteer'
import type { CardType } from '../../core/cards/card-types.ts'
import type { Challenge } from '../../core/assertion/claims.ts'
import { callSite } from './call-site.ts'
import type { FaultName } from './faults.ts'
import { importModule, moduleFile, removeModules } from './import-module.ts'
import { imitate } from './other-site.ts'
import { claimsOf, signAsCard } from './sign-as-card.ts'
import {
  askForSignIn,
  leaveWindow,
  openSignInPage,
  type ShownError,
  shownError,
  typePin,
  waitForPhase,
} from './sign-in.ts'
import type { Stage } from './stage.ts'

interface Scene {
  readonly stage: Stage
  readonly reader: string
  readonly card: string
  readonly cardType: CardType
  readonly pin: string
}

/** Another PIN of the same length. */
const wrong = (pin: string) => pin.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10))

/** Asks for sign-in, types `pin`, and reads what the page says in the end. */
async function signInRefused({ stage, cardType, pin }: Scene, prepare?: (page: Page) => Promise<void>) {
  const page = await openSignInPage(stage.browser, stage.portal.vpn)
  await prepare?.(page)
  const window = await askForSignIn(stage.browser, page, cardType)
  stage.steps.done('PIN window open')
  await typePin(window, pin)
  stage.steps.done('PIN typed')
  return shownError(page)
}

/** Lets the page's assertion through only after `first` has seen, and may have changed, the request. */
async function intercept(page: Page, meanwhile: (request: HTTPRequest) => Promise<string | undefined>): Promise<void> {
  await page.setRequestInterception(true)
  page.on('request', (request) => {
    const changed = request.url().endsWith('/api/auth/assertion') ? meanwhile(request) : Promise.resolve(undefined)
    void changed.then((postData) => request.continue(postData === undefined ? {} : { postData }))
  })
}

/** What must not be mixed: the module imported here, and the card in a second reader. */
interface Mixture {
  readonly module?: string
  readonly beside?: string
}

/** The window says what does not belong together; cards and modules are as they were. */
async function refusedUntouched(scene: Scene, { module, beside }: Mixture): Promise<ShownError[]> {
  const { stage, card, cardType } = scene
  const { browser, desk, portal, steps } = stage
  if (module !== undefined) await importModule(browser, await moduleFile(portal.vpn, module))
  if (beside !== undefined) {
    const second = await desk.plugReader('ez100pu')
    await desk.ask({ action: 'pair-all' })
    await desk.ask({ action: 'insert-card', reader: second, card: beside })
  }
  const page = await openSignInPage(browser, portal.vpn)
  const form = { reader: 'ccid', password: stage.card(card).password } as const
  const window = await askForSignIn(browser, page, cardType, form)
  const inWindow = await shownError(window, 'ERR_CARD_ENVIRONMENT')
  steps.done(`the window says: ${inWindow.heading}`)
  for (const id of [card, beside]) {
    if (id === undefined) continue
    const { verifyCount, signCount, triesLeft } = await desk.card(id)
    if (verifyCount + signCount > 0 || triesLeft < stage.card(id).tries) throw new Error(`card ${id} was touched`)
  }
  await leaveWindow(window)
  const shown = [await shownError(page)]
  if (module !== undefined) await removeModules(browser)
  return shown
}

/** How each fault is played. Resolves with what the page showed, one entry per run of the fault's table row. */
export const playFault: Record<FaultName, (scene: Scene) => Promise<ShownError[]>> = {
  async 'wrong-pin'(scene) {
    const { stage, cardType, pin } = scene
    const page = await openSignInPage(stage.browser, stage.portal.vpn)
    const window = await askForSignIn(stage.browser, page, cardType)
    await typePin(window, wrong(pin))
    const inWindow = await shownError(window, 'ERR_PIN_WRONG')
    stage.steps.done(`the window says: ${inWindow.heading}`)
    await leaveWindow(window)
    return [await shownError(page)]
  },

  async blocked({ stage, cardType }) {
    const page = await openSignInPage(stage.browser, stage.portal.vpn)
    await askForSignIn(stage.browser, page, cardType)
    return [await shownError(page)]
  },

  revoked: async (scene) => [await signInRefused(scene)],
  expired: async (scene) => [await signInRefused(scene)],
  unassigned: async (scene) => [await signInRefused(scene)],
  'wrong-ca': async (scene) => [await signInRefused(scene)],

  async replayed(scene) {
    const { stage } = scene
    const shown = await signInRefused(scene, (page) =>
      intercept(page, async (request) => {
        const cookies = await stage.browser.cookies()
        const first = await callSite(`${stage.portal.vpn}/api/auth/assertion`, {
          method: 'POST',
          headers: {
            ...request.headers(),
            'sec-fetch-site': 'same-origin',
            cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
          },
          body: request.postData() ?? '',
        })
        stage.steps.done(`the same request sent before the page's own: ${first.status}`)
        return undefined
      }),
    )
    return [shown]
  },

  async 'other-origin'(scene) {
    const { stage, card } = scene
    const site = await imitate(stage.portal.vpn)
    try {
      const imitation = await openSignInPage(stage.browser, site.origin)
      const asked = await shownError(imitation)
      stage.steps.done(`the extension refuses ${site.origin}`)
      await imitation.close()

      let challenge: Challenge | undefined
      const relayed = await signInRefused(scene, async (page) => {
        page.on('response', (response) => {
          if (response.url().endsWith('/api/auth/challenge') && response.ok())
            void response.json().then((body) => (challenge = body as Challenge))
        })
        await intercept(page, (_request) => {
          if (!challenge) throw new Error('no challenge was seen')
          const file = stage.card(card)
          const assertion = signAsCard(file, claimsOf(file, challenge, { origin: site.origin }))
          return Promise.resolve(JSON.stringify({ assertion }))
        })
      })
      return [asked, relayed]
    } finally {
      await site.stop()
    }
  },

  'test-card-production-sam': (scene) => refusedUntouched(scene, { module: 'clinic-production' }),
  'production-card-test-sam': (scene) => refusedUntouched(scene, { module: 'clinic' }),
  'test-nhi-production-hca': (scene) =>
    refusedUntouched(scene, { module: 'clinic', beside: 'hca-personnel-production' }),
  'production-nhi-test-hca': (scene) => refusedUntouched(scene, { beside: 'nhi-production' }),

  async 'removed-card'({ stage, reader, cardType }) {
    const page = await openSignInPage(stage.browser, stage.portal.vpn)
    const window = await askForSignIn(stage.browser, page, cardType)
    await waitForPhase(window, 'waiting-for-pin')
    await stage.desk.ask({ action: 'remove-card', reader })
    await waitForPhase(window, 'waiting-for-card')
    stage.steps.done('card pulled; the window waits for it')
    await leaveWindow(window)
    return [await shownError(page)]
  },
}
