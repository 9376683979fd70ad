import type { Environment } from '../../core/cards/environments.ts'
import type { Text } from '../../core/i18n/text.ts'

/** A security module as ordered for an institution. All of it is invented. */
export interface DemoSamCard {
  readonly id: string
  readonly label: Text
  readonly environment: Environment
  /** 12 digits, the first of its environment. */
  readonly code: string
  readonly institution: string
  readonly institutionName: string
}

/** The SAM cards of the demo: that of the clinic where its people work, another institution's, and one in use. */
export const demoSamCards: readonly DemoSamCard[] = [
  {
    id: 'sam',
    label: { zhTW: '安全模組(示範晨曦診所)', en: 'Security module (Demo Dawn Clinic)' },
    environment: 'test',
    code: '900000000012',
    institution: '3501999018',
    institutionName: '示範晨曦診所',
  },
  {
    id: 'sam-other',
    label: { zhTW: '安全模組(示範安禾藥局)', en: 'Security module (Demo An-Ho Pharmacy)' },
    environment: 'test',
    code: '900000000023',
    institution: '5901999027',
    institutionName: '示範安禾藥局',
  },
  {
    id: 'sam-production',
    label: { zhTW: '安全模組：正式區', en: 'Security module: production' },
    environment: 'production',
    code: '000000000034',
    institution: '3501999018',
    institutionName: '示範晨曦診所',
  },
]
