import { expect, it } from 'vitest'
import { isOutdated, readBrowser } from '../../../web/state/browser.ts'

const brands = (...names: string[]) => names.map((brand) => ({ brand, version: '142' }))

it.each([
  ['Google Chrome', 'chrome', brands('Chromium', 'Google Chrome', 'Not_A Brand')],
  ['Microsoft Edge', 'edge', brands('Chromium', 'Microsoft Edge', 'Not_A Brand')],
  ['Chromium', 'chrome', brands('Not_A Brand', 'Chromium')],
])('%s is known by its client hints, and gets its extensions from %s', (name, shop, brands) => {
  expect(readBrowser({ userAgent: '', userAgentData: { mobile: false, brands } })).toEqual({ name, version: 142, shop })
})

it.each([
  [
    'Google Chrome',
    142,
    'chrome',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  ],
  [
    'Microsoft Edge',
    141,
    'edge',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
  ],
  ['Firefox', 145, undefined, 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0'],
  [
    'Safari',
    18,
    undefined,
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15',
  ],
  [
    'Google Chrome',
    142,
    undefined,
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
  ],
])('without client hints %s %i is known by its user agent', (name, version, shop, userAgent) => {
  expect(readBrowser({ userAgent })).toEqual({ name, version, shop })
})

it('a telephone has no shop for extensions', () => {
  expect(
    readBrowser({ userAgent: '', userAgentData: { mobile: true, brands: brands('Google Chrome') } }).shop,
  ).toBeUndefined()
})

it('an unknown browser is none that could run the extension', () => {
  expect(readBrowser({ userAgent: 'Lynx/2.9' })).toEqual({ name: '', version: undefined, shop: undefined })
})

it('only a browser of the right kind can be too old', () => {
  expect(isOutdated({ name: 'Google Chrome', version: 119, shop: 'chrome' })).toBe(true)
  expect(isOutdated({ name: 'Google Chrome', version: 120, shop: 'chrome' })).toBe(false)
  expect(isOutdated({ name: 'Firefox', version: 90, shop: undefined })).toBe(false)
})
