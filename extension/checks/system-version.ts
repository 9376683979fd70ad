import { isVersionAtLeast } from '../../core/assertion/extension-version.ts'
import type { CheckSystem } from '../../core/check/check-row.ts'
import { lowestVersion, systemOf, windowsVersion } from '../../core/check/supported-versions.ts'
import type { ManagedPolicy } from '../../core/protocol/managed-policy.ts'
import type { Check } from './check.ts'

export const systemVersion: Check<'system-version'> = {
  id: 'system-version',
  async run({ userAgent, policy }) {
    const { system, name } = systemOf(userAgent.platform)
    const wanted = wantedVersion(system, (await policy()).policy)
    const { platformVersion = '' } = await userAgent.getHighEntropyValues(['platformVersion'])
    if (wanted === undefined || platformVersion === '')
      return { finding: 'version-hidden', details: { system: name, wanted: name } }
    const version = system === 'windows' ? windowsVersion(platformVersion) : platformVersion
    const finding = isVersionAtLeast(version, wanted) ? 'current' : 'outdated'
    return { finding, details: { system: name, version, wanted: `${name} ${wanted}` } }
  },
}

/** Undefined for systems whose versions say nothing to a person. */
function wantedVersion(system: CheckSystem, { lowestWindows, lowestMacos }: ManagedPolicy): string | undefined {
  if (system === 'windows') return lowestVersion('windows', lowestWindows)
  return system === 'macos' ? lowestVersion('macos', lowestMacos) : undefined
}
