/** Which browser this is, as far as the person must know it, and whether it can run the extension. */
export interface BrowserInfo {
  readonly name: string
  /** Major version; undefined when the browser does not tell. */
  readonly version: number | undefined
  /** The shop its extensions come from; undefined when it cannot run ours. */
  readonly shop: 'chrome' | 'edge' | undefined
}

/** What browsers say of themselves: UA Client Hints (Chromium only) and the old user-agent string. */
export interface BrowserSays {
  readonly userAgent: string
  readonly userAgentData?: {
    readonly mobile: boolean
    readonly brands: readonly { readonly brand: string; readonly version: string }[]
  }
}

/** manifest.json's minimum_chrome_version. */
export const minimumChromium = 120

/** In order: the first that fits names the browser. Chromium's relatives carry "Chrome" in their user agent too. */
const browsers: readonly { name: string; brand?: string; agent: RegExp; shop?: 'chrome' | 'edge' }[] = [
  { name: 'Microsoft Edge', brand: 'Microsoft Edge', agent: /Edg\/(\d+)/, shop: 'edge' },
  { name: 'Opera', brand: 'Opera', agent: /OPR\/(\d+)/, shop: 'chrome' },
  { name: 'Google Chrome', brand: 'Google Chrome', agent: /Chrome\/(\d+)/, shop: 'chrome' },
  { name: 'Chromium', brand: 'Chromium', agent: /Chromium\/(\d+)/, shop: 'chrome' },
  { name: 'Firefox', agent: /(?:Firefox|FxiOS)\/(\d+)/ },
  { name: 'Safari', agent: /Version\/(\d+).*Safari/ },
]

export function readBrowser({ userAgent, userAgentData }: BrowserSays): BrowserInfo {
  for (const { name, brand, agent, shop } of browsers) {
    const said = userAgentData
      ? userAgentData.brands.find((entry) => entry.brand === brand)?.version
      : agent.exec(userAgent)?.[1]
    if (said === undefined) continue
    const version = Number.parseInt(said, 10)
    const desktop = !(userAgentData?.mobile ?? /Mobile|Android/.test(userAgent))
    return { name, version: Number.isNaN(version) ? undefined : version, shop: desktop ? shop : undefined }
  }
  return { name: '', version: undefined, shop: undefined }
}

/** True when the browser is of the right kind but too old for the extension. */
export const isOutdated = ({ shop, version }: BrowserInfo): boolean =>
  shop !== undefined && version !== undefined && version < minimumChromium
