import type { Page } from 'puppeteer'

/** From the next document on, the page remembers what its own policy has kept from it. */
export async function watchPolicy(page: Page): Promise<Page> {
  await page.evaluateOnNewDocument(() => {
    const violations: string[] = []
    Object.assign(globalThis, { violations })
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample, sourceFile }) => {
      violations.push(`${effectiveDirective} kept ${blockedURI} ${sample} from ${sourceFile}`)
    })
  })
  return page
}

/** What was kept from the document that is shown. Errors: nobody watches. */
export const policyViolations = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { violations } = globalThis as { readonly violations?: string[] }
    if (!violations) throw new Error('the policy of this page is not watched')
    return violations
  })
