import type { Check } from './check.ts'

/** `chrome.management.ExtensionInstallType` → how it stands in the row. A store of one's own is an administrator's. */
const findings = {
  normal: 'store',
  admin: 'policy',
  sideload: 'policy',
  other: 'policy',
  development: 'development',
} as const

export const extensionInstall: Check<'extension-install'> = {
  id: 'extension-install',
  async run({ browser }) {
    const { installType, version } = await browser.management.getSelf()
    return { finding: findings[installType], details: { version } }
  },
}
