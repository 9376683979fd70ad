import type { Check } from './check.ts'
import { contentSettingFix, readContentSetting } from './content-setting.ts'

export const popUps: Check<'pop-ups'> = {
  id: 'pop-ups',
  run: (situation) => readContentSetting('popups', situation),
  fix: contentSettingFix('popups'),
}
