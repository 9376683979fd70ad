import type { CheckAction } from '../../core/check/check-row.ts'
import type { Text } from '../../core/i18n/text.ts'

/** The button beside a finding that a person has to see to. */
export const actionTexts: Readonly<Record<CheckAction, Text>> = {
  'open-pairing': { zhTW: '選擇讀卡機', en: 'Choose reader' },
  'open-modules': { zhTW: '開啟雲端安全模組', en: 'Open the cloud security modules' },
  'open-extension-store': { zhTW: '開啟擴充功能頁', en: 'Open the extensions page' },
  'open-browser-update': { zhTW: '更新瀏覽器', en: 'Update the browser' },
  'open-card-service-help': { zhTW: '安裝讀卡服務', en: 'Install the card service' },
  'open-certificate-help': { zhTW: '取得憑證', en: 'Get the certificates' },
  'reload-portal': { zhTW: '重新整理網頁', en: 'Reload the page' },
}
