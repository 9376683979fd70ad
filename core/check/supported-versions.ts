import { isVersionAtLeast } from '../assertion/extension-version.ts'
import type { CheckSystem } from './check-row.ts'

/** The lowest versions that the check calls right. Dotted numbers. */
const lowest = {
  /** As `minimum_chrome_version` of the manifest: an older browser does not run the extension. */
  browser: '120',
  /** The oldest systems for which Chrome and Edge are still made. */
  windows: '10',
  macos: '12',
} as const

/** The product's own lowest version, or a higher one that managed policy names. */
export function lowestVersion(of: keyof typeof lowest, byPolicy: string | undefined): string {
  return byPolicy !== undefined && isVersionAtLeast(byPolicy, lowest[of]) ? byPolicy : lowest[of]
}

/** How a system is called, by what `navigator.userAgentData.platform` says. */
const systems: Readonly<Record<string, { readonly system: CheckSystem; readonly name: string }>> = {
  Windows: { system: 'windows', name: 'Windows' },
  macOS: { system: 'macos', name: 'macOS' },
  Linux: { system: 'linux', name: 'Linux' },
  'Chrome OS': { system: 'chromeos', name: 'ChromeOS' },
  'Chromium OS': { system: 'chromeos', name: 'ChromeOS' },
}

export const systemOf = (platform: string): { readonly system: CheckSystem; readonly name: string } =>
  systems[platform] ?? { system: 'other', name: platform }

/**
 * The version of Windows as people know it: the browser tells that of its `UniversalApiContract`, which is 13 and more
 * on Windows 11, 1 to 10 on Windows 10, and 0 before (learn.microsoft.com/microsoft-edge/web-platform/how-to-detect-win11).
 */
export function windowsVersion(platformVersion: string): string {
  const major = Number.parseInt(platformVersion, 10)
  if (major >= 13) return '11'
  return major > 0 ? '10' : '8.1'
}
