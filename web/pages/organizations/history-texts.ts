import type { Text, TextTable } from '../../../core/i18n/text.ts'
import type { OrganizationEvent } from '../../../core/portal/organization-events.ts'

export const historyTexts = {
  lead: { zhTW: '本機構的授權異動，新的在前。', en: 'What was done at this institution, newest first.' },
  caption: (page: number, pages: number) => ({
    zhTW: `異動紀錄，第 ${page} 頁，共 ${pages} 頁`,
    en: `Page ${page} of ${pages}`,
  }),
  none: { zhTW: '尚無異動紀錄。', en: 'Nothing has been done yet.' },
  at: { zhTW: '時間', en: 'Time' },
  event: { zhTW: '異動', en: 'What' },
  actor: { zhTW: '異動者', en: 'By' },
  noActor: { zhTW: '機構卡或系統', en: 'Institution’s card, or the system' },
  about: { zhTW: '對象', en: 'About' },
} as const satisfies TextTable

export const eventTexts = {
  'appoint-manager': { zhTW: '指派機構管理者', en: 'Appointed a manager' },
  'change-manager': { zhTW: '修改管理者聯絡資料', en: 'Changed a manager’s contact' },
  'remove-manager': { zhTW: '移除機構管理者', en: 'Removed a manager' },
  'appoint-user': { zhTW: '指派機構使用者', en: 'Made somebody a user' },
  'change-user': { zhTW: '修改使用者聯絡資料', en: 'Changed a user’s contact' },
  'remove-user': { zhTW: '移除機構使用者', en: 'Removed a user' },
  'reset-manager-password': { zhTW: '重設管理者密碼', en: 'Reset a manager’s password' },
  'reset-user-password': { zhTW: '重設使用者密碼', en: 'Reset a user’s password' },
  'apply-service': { zhTW: '申請健保服務', en: 'Applied for a service' },
  'carry-over-service': { zhTW: '延續原平台的健保服務', en: 'Service carried over from the old platform' },
  'withdraw-service': { zhTW: '取消申請健保服務', en: 'Withdrew a service' },
  'grant-service': { zhTW: '授權服務', en: 'Granted a service' },
  'withdraw-grant': { zhTW: '收回授權', en: 'Withdrew a grant' },
  'request-internet-data': { zhTW: '申請讀取Internet資料', en: 'Requested the Internet platform’s data' },
  'fulfil-internet-data': { zhTW: '提供Internet資料', en: 'Internet platform’s data provided' },
  'ask-data-again': { zhTW: '申請重送檔案', en: 'Asked for a file again' },
  'upload-claims': { zhTW: '上傳預檢申報檔', en: 'Sent a claims file for the pre-check' },
  'check-claims': { zhTW: '預檢申報檔檢核完成', en: 'A claims file was checked' },
  'remove-claims': { zhTW: '刪除預檢申報檔', en: 'Deleted a claims file' },
  'fetch-claims-results': { zhTW: '下載預檢結果', en: 'Fetched the result of a pre-check' },
  'download-data': { zhTW: '下載檔案', en: 'Downloaded a file' },
  'register-line': { zhTW: '登記固接線路', en: 'Registered the fixed line' },
  'permit-vendor': { zhTW: '允入HIS廠商', en: 'Allowed a HIS vendor in' },
  'withdraw-vendor': { zhTW: '取消允入HIS廠商', en: 'Withdrew a HIS vendor' },
  'apply-module': { zhTW: '申請雲端安全模組', en: 'Applied for a cloud security module' },
  'issue-module': { zhTW: '產製雲端安全模組', en: 'Cloud security module issued' },
  'reissue-module': { zhTW: '申請重新產製雲端安全模組', en: 'Had a cloud security module made anew' },
  'fetch-module-secret': { zhTW: '取得雲端安全模組開啟碼', en: 'Took a module’s opening code' },
  'download-module': { zhTW: '下載雲端安全模組', en: 'Downloaded a cloud security module' },
  'ask-module-revocation': { zhTW: '申請註銷雲端安全模組', en: 'Asked for a module’s revocation' },
} as const satisfies Record<OrganizationEvent, Text>
