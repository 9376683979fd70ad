import { isVersionAtLeast } from '../../core/assertion/extension-version.ts'
import { lowestVersion } from '../../core/check/supported-versions.ts'
import type { Check } from './check.ts'

/** As people know them, the particular before the general: Edge and Chrome also name Chromium. */
const brands = ['Microsoft Edge', 'Google Chrome', 'Chromium'] as const

export const browserVersion: Check<'browser-version'> = {
  id: 'browser-version',
  async run({ userAgent, policy }) {
    const { fullVersionList = [] } = await userAgent.getHighEntropyValues(['fullVersionList'])
    const found = brands.map((brand) => fullVersionList.find((it) => it.brand === brand)).find((it) => it !== undefined)
    // Edge, Chrome and others are all made from Chromium: its version says which functions there are.
    const engine = fullVersionList.find(({ brand }) => brand === 'Chromium')?.version ?? ''
    const lowest = lowestVersion('browser', (await policy()).policy.lowestBrowser)
    const browser = found?.brand ?? 'Chromium'
    const details = { browser, version: found?.version ?? engine, wanted: `${browser} ${lowest}` }
    return { finding: isVersionAtLeast(engine, lowest) ? 'current' : 'outdated', details }
  },
}
