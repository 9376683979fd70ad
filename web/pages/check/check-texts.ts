import { reportDays } from '../../../core/check/report-days.ts'
import type { TextTable } from '../../../core/i18n/text.ts'

export const checkTexts = {
  title: { zhTW: '電腦設定檢測', en: 'Settings check' },
  checking: { zhTW: '檢測中…', en: 'Checking …' },
  component: { zhTW: '讀卡元件', en: 'Card component' },
  componentReady: {
    zhTW: '讀卡元件已就緒。完整的檢測由它執行：瀏覽器設定、讀卡機、卡片與網路，並可代為變更設定。',
    en: 'The card component is ready. It runs the full check: browser settings, readers, cards and network; and can set things right.',
  },
  openCheck: { zhTW: '開始完整檢測', en: 'Run the full check' },
  byItself: { zhTW: '本頁看得到的項目', en: 'What this page can see' },
  checkAgain: { zhTW: '重新檢測', en: 'Check again' },
  contents: { zhTW: '說明', en: 'Help' },
} as const satisfies TextTable

export const sendTexts = {
  title: { zhTW: '傳送檢測報告', en: 'Sending the report' },
  sending: { zhTW: '傳送中…', en: 'Sending …' },
  none: {
    zhTW: '沒有等待傳送的報告：可能已經傳送，或已超過 10 分鐘。請回到讀卡元件的檢測頁，再按一次「傳送給客服」。',
    en: 'There is no report to send: it was sent already, or more than 10 minutes ago. Go back to the component’s check and press “Send to the helpdesk” again.',
  },
  sent: { zhTW: '報告已傳送。請將這組代碼告訴客服：', en: 'The report was sent. Tell the helpdesk this code:' },
  code: { zhTW: '報告代碼', en: 'Report code' },
  kept: (until: string) => ({
    zhTW: `報告保存 ${reportDays} 天，至 ${until} 刪除。`,
    en: `The report is kept for ${reportDays} days and deleted on ${until}.`,
  }),
  copy: { zhTW: '複製代碼', en: 'Copy the code' },
} as const satisfies TextTable

export const cardServiceTexts = {
  title: { zhTW: '安裝讀卡服務', en: 'Installing the card service' },
  why: {
    zhTW: '瀏覽器不讓擴充功能直接使用一般的晶片讀卡機，須由讀卡服務程式連線。它只回應本系統的讀卡元件，不開啟網路埠，也不保存任何資料。',
    en: 'Browsers keep ordinary card readers from extensions; the card service reaches them. It answers this system’s card component only, opens no network port and keeps nothing.',
  },
  download: { zhTW: '下載讀卡服務', en: 'Get the card service' },
  noDownload: {
    zhTW: '下載位置尚未公布，請洽貴單位資訊人員協助安裝。',
    en: 'No download has been published yet; ask your IT staff to install it.',
  },
  install: {
    zhTW: '下載後依其中的說明安裝；不需要系統管理員權限。',
    en: 'Follow the steps that come with it; administrator’s rights are not needed.',
  },
  reader: {
    zhTW: '將讀卡機插入 USB 埠。Windows 與 macOS 會自動使用內建的驅動程式；Linux 須先安裝 pcscd 與 libccid。',
    en: 'Plug the reader in. Windows and macOS bring its driver; Linux needs pcscd and libccid.',
  },
  again: {
    zhTW: '回到檢測頁按「重新檢測」，「讀卡機與卡片」會列出您的讀卡機。',
    en: 'Go back to the check and press “Check again”: your reader is then listed.',
  },
  chromebook: {
    zhTW: 'Chromebook 不使用讀卡服務，請由 Chrome 線上應用程式商店安裝 Google 的「Smart Card Connector」。',
    en: 'A Chromebook has no use for it: install Google’s “Smart Card Connector” from the Chrome Web Store.',
  },
  staff: {
    zhTW: '資訊人員：若以 NativeMessagingBlocklist 封鎖原生程式，請將 tw.gov.nhi.portal.card_service 加入 NativeMessagingAllowlist。',
    en: 'For IT staff: where NativeMessagingBlocklist is set, add tw.gov.nhi.portal.card_service to NativeMessagingAllowlist.',
  },
} as const satisfies TextTable

export const authorityTexts = {
  title: { zhTW: '政府憑證', en: 'Government certificates' },
  why: {
    zhTW: '本系統網站的憑證由下列憑證機構簽發。瀏覽器出現「此網站的安全憑證有問題」時，請取得缺少的憑證，核對 SHA-256 指紋後再匯入。',
    en: 'The site’s certificate is issued under these authorities. Where the browser does not trust it, get the missing certificate and import it once its SHA-256 fingerprint is the same as here.',
  },
  valid: (from: string, until: string) => ({ zhTW: `有效期間 ${from} – ${until}`, en: `Valid ${from} – ${until}` }),
  fingerprint: { zhTW: 'SHA-256 指紋', en: 'SHA-256 fingerprint' },
  notAtHand: {
    zhTW: '請以政府憑證總管理中心網站公布的為準',
    en: 'As published on the root authority’s site',
  },
  file: { zhTW: '檔案', en: 'File' },
  site: { zhTW: '政府憑證總管理中心網站', en: 'Site of the Government Root Certification Authority' },
} as const satisfies TextTable
