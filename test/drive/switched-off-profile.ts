import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** As chrome://settings/content writes it. 2 is “block”. */
const default_content_setting_values = { javascript: 2, popups: 2, automatic_downloads: 2 }

/** A browser profile in which a person has switched off what the portal needs. `args` are for `launch`. */
export function makeSwitchedOffProfile(): { readonly args: readonly string[]; remove(): void } {
  const profile = mkdtempSync(join(tmpdir(), 'nhi-portal-profile-'))
  mkdirSync(join(profile, 'Default'))
  writeFileSync(
    join(profile, 'Default', 'Preferences'),
    JSON.stringify({ profile: { default_content_setting_values } }),
  )
  return {
    args: [`--user-data-dir=${profile}`],
    remove: () => rmSync(profile, { recursive: true, force: true }),
  }
}
