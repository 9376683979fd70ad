import type { PageView } from '../../core/protocol/page-renderer.ts'
import { type BrowserInfo, readBrowser } from '../state/browser.ts'

/** One brand of the header Sec-CH-UA: `"Chromium";v="156"` (W3C, User-Agent Client Hints). */
const brand = /"([^"\\]{1,60})";\s*v="(\d{1,6})"/g

/** The browser that asks for a page, as its headers name it: the same as it says of itself in the page. */
export function browserOf({ userAgent, brands }: Pick<PageView, 'userAgent' | 'brands'>): BrowserInfo {
  const said = [...brands.matchAll(brand)].map(([, name = '', version = '']) => ({ brand: name, version }))
  if (said.length === 0) return readBrowser({ userAgent })
  return readBrowser({ userAgent, userAgentData: { mobile: false, brands: said } })
}
