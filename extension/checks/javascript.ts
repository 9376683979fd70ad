import type { Check } from './check.ts'
import { contentSettingFix, readContentSetting } from './content-setting.ts'

export const javascript: Check<'javascript'> = {
  id: 'javascript',
  run: (situation) => readContentSetting('javascript', situation),
  fix: contentSettingFix('javascript'),
}
