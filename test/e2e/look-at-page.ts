import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'puppeteer'
import { findings } from './axe.ts'

/** Where the pictures of every page are put, one per width and scheme; read by people. */
const pictures = '.shots/pages'

const widths = [360, 768, 1280]
/** WCAG 2.2, 1.4.10. */
const narrowest = 320
const schemes = ['light', 'dark']
/** What turns by itself would be gone before the Tab key comes to it. */
const still = { name: 'prefers-reduced-motion', value: 'reduce' }

/** To be called before a page is opened that is looked at: it asks once whether motion is wanted. */
export const keepStill = (page: Page): Promise<void> => page.emulateMediaFeatures([still])

/** What is wrong with the page that is shown, at every width and in both schemes; pictures are saved under `name`. */
export async function lookAtPage(page: Page, name: string): Promise<string[]> {
  mkdirSync(pictures, { recursive: true })
  await page.setViewport({ width: narrowest, height: 900 })
  const wrong = (await widerThanScreen(page)).map((words) => `${name}, ${narrowest} px: ${words}`)
  for (const width of widths) {
    await page.setViewport({ width, height: 900 })
    for (const scheme of schemes) {
      await page.emulateMediaFeatures([still, { name: 'prefers-color-scheme', value: scheme }])
      const found = [...(await widerThanScreen(page)), ...(await findings(page))]
      wrong.push(...found.map((words) => `${name}, ${width} px, ${scheme}: ${words}`))
      await page.screenshot({
        path: join(pictures, `${name}-${width}-${scheme}.webp`),
        fullPage: true,
      })
    }
  }
  return [...wrong, ...(await outOfKeyboardsReach(page)).map((words) => `${name}: ${words}`)]
}

export const widerThanScreen = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px wider than the screen`] : []
  })

/** Walks through the page with the Tab key: what cannot be reached, and what does not show that it has the focus. */
async function outOfKeyboardsReach(page: Page): Promise<string[]> {
  const count = await page.evaluate(() => {
    const radios = new Set<string>()
    const stops = [
      ...document.querySelectorAll<HTMLElement>(
        'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex="0"], [contenteditable=true]',
      ),
    ].filter((one) => {
      if (one.tabIndex < 0 || !one.checkVisibility({ visibilityProperty: true }) || one.closest('[inert]')) return false
      if (!(one instanceof HTMLInputElement) || one.type !== 'radio') return true
      const isFirst = !radios.has(one.name) // a group of radio buttons is one stop
      radios.add(one.name)
      return isFirst
    })
    for (const stop of stops) stop.dataset['stop'] = ''
    ;(document.activeElement as HTMLElement | null)?.blur()
    scrollTo(0, 0)
    return stops.length
  })
  const marks = new Map<string, boolean>()
  // A date is several stops of its own.
  for (let press = 0; press < 3 * count + 3 && (press < count || (await page.$('[data-stop]'))); press++) {
    await page.keyboard.press('Tab')
    const { html, isMarked } = await page.evaluate(() => {
      const one = document.activeElement
      if (!(one instanceof HTMLElement) || one === document.body) return { html: '', isMarked: true }
      delete one.dataset['stop']
      if (one instanceof HTMLInputElement && one.type === 'radio')
        for (const other of document.querySelectorAll<HTMLElement>(`input[type=radio][name="${one.name}"]`))
          delete other.dataset['stop']
      const around = [one, one.parentElement, one.closest('label')].filter((element) => element !== null)
      const isMarked = around.some((element) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
      })
      return { html: one.outerHTML.slice(0, 120), isMarked }
    })
    marks.set(html, isMarked || marks.get(html) === true)
  }
  const missed = await page.$$eval('[data-stop]', (stops) => stops.map((stop) => stop.outerHTML.slice(0, 120)))
  const unmarked = [...marks].filter(([, isMarked]) => !isMarked)
  return [
    ...missed.map((html) => `not reached by Tab: ${html}`),
    ...unmarked.map(([html]) => `no focus to be seen: ${html}`),
  ]
}
