import { isVersionAtLeast } from '../../core/assertion/extension-version.ts'
import type { Check } from './check.ts'
import { answered, probePortals } from './probe-portals.ts'

export const extensionVersion: Check<'extension-version'> = {
  id: 'extension-version',
  async run(situation) {
    const [{ version }, probes] = await Promise.all([situation.browser.management.getSelf(), probePortals(situation)])
    const wanted = answered(probes).map(({ echo }) => echo.minimumExtension)
    const [first] = wanted
    if (first === undefined) return { finding: 'unreachable', details: { version, wanted: '?' } }
    const tooNew = wanted.find((minimum) => !isVersionAtLeast(version, minimum))
    return { finding: tooNew === undefined ? 'current' : 'outdated', details: { version, wanted: tooNew ?? first } }
  },
}
