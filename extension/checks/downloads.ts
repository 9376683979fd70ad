import type { Check } from './check.ts'
import { contentSettingFix, readContentSetting } from './content-setting.ts'

/** Several files at a time, as from the portal's downloads: the browser's own default asks, and only a block is wrong. */
export const downloads: Check<'downloads'> = {
  id: 'downloads',
  run: (situation) => readContentSetting('automaticDownloads', situation),
  fix: contentSettingFix('automaticDownloads'),
}
