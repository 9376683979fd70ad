import type { Text } from '../i18n/text.ts'

export interface PortalSettingRow {
  readonly label: Text
  /** What comes of it, for whoever sets it. */
  readonly explanation: Text
}

/** 系統參數: what the agency sets in the back office while the portal runs. Each is a day in Taiwan, or not set. */
export const portalSettings = {
  'general-sign-in-closes': {
    label: { zhTW: '一般登入關閉日', en: 'General sign-in closes' },
    explanation: {
      zhTW: 'Internet 平台以帳號密碼登入的最後一日；三個月前開始於登入頁公告，次日起不得登入。',
      en: 'The last day of signing in by account and password on the Internet platform; announced there from three months before, refused from the next day.',
    },
  },
  'cloud-module-off': {
    label: { zhTW: '健保卡搭配雲端安全模組登入停用日', en: 'NHI card beside a cloud module: switched off from' },
    explanation: {
      zhTW: '自當日起，健保卡不得再以晶片讀卡機及雲端安全模組登入，須使用健保讀卡機。',
      en: 'From this day on the NHI card no longer signs in with a chip-card reader and a cloud security module; it needs the NHI card reader.',
    },
  },
  'vendor-cut-over': {
    label: { zhTW: 'HIS廠商允入切換日', en: 'Cut-over of the HIS vendors' },
    explanation: {
      zhTW: '自當日起，無有效允入之HIS廠商不得連線。',
      en: 'From this day on a HIS vendor without a permission in force is refused.',
    },
  },
} as const satisfies Record<string, PortalSettingRow>

export type PortalSetting = keyof typeof portalSettings

export const portalSettingKeys = Object.keys(portalSettings) as PortalSetting[]

/** ISO 8601 days (`2027-06-30`); null where none is set. */
export type PortalSettings = Readonly<Record<PortalSetting, string | null>>
