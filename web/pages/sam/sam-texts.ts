import type { Text, TextTable } from '../../../core/i18n/text.ts'
import type { SamState } from '../../../core/portal/sam-applications.ts'

export const samTexts = {
  title: { zhTW: '雲端安全模組例行發卡', en: 'Cloud security modules' },
  work: { zhTW: '現行作業區', en: 'Work at hand' },
  parts: { zhTW: '雲端安全模組作業', en: 'What to do' },
  search: { zhTW: '查詢', en: 'Applications' },
  add: { zhTW: '新增', en: 'New application' },
  testModules: { zhTW: '測試用雲端安全模組下載', en: 'Test modules' },
  back: { zhTW: '返回', en: 'Go back' },
  working: { zhTW: '處理中…', en: 'One moment …' },
} as const satisfies TextTable

export const listTexts = {
  caption: (count: number) => ({
    zhTW: `申請單，共 ${count} 筆，新的在前`,
    en: `Applications, newest first: ${count}`,
  }),
  none: { zhTW: '尚未申請雲端安全模組。', en: 'No module has been applied for.' },
  number: { zhTW: '申請單號', en: 'Application' },
  filedAt: { zhTW: '申請日期', en: 'Filed' },
  state: { zhTW: '申請單狀態', en: 'State' },
  reviewedAt: { zhTW: '審核日期', en: 'Reviewed' },
  module: { zhTW: '雲端安全模組編號', en: 'Module' },
  view: { zhTW: '檢視', en: 'View' },
  viewOf: (number: string) => ({ zhTW: `檢視 ${number}`, en: `View ${number}` }),
  download: { zhTW: '下載', en: 'Download' },
  downloadOf: (number: string) => ({ zhTW: `下載 ${number}`, en: `Download ${number}` }),
  refresh: { zhTW: '重新整理', en: 'Refresh' },
  saved: (name: string) => ({
    zhTW: `已下載 ${name}，請解壓縮後匯入其中的 .SAM 檔。`,
    en: `${name} was saved. Unpack it, and import the .SAM file inside.`,
  }),
} as const satisfies TextTable

export const detailTexts = {
  title: (number: string) => ({ zhTW: `申請單 ${number}`, en: `Application ${number}` }),
  institutionCode: { zhTW: '單位代碼', en: 'Institution code' },
  institutionName: { zhTW: '單位名稱', en: 'Institution' },
  name: { zhTW: '聯絡人', en: 'Contact' },
  phone: { zhTW: '聯絡電話', en: 'Telephone' },
  mobile: { zhTW: '行動電話', en: 'Mobile' },
  email: { zhTW: '電子郵件', en: 'E-mail' },
  reason: { zhTW: '未通過原因', en: 'Why it was not passed' },
  ends: { zhTW: '有效期限', en: 'Valid until' },
  revoke: { zhTW: '申請註銷', en: 'Ask for revocation' },
  revokeTitle: (module: string) => ({ zhTW: `申請註銷雲端安全模組 ${module}？`, en: `Revoke module ${module}?` }),
  revokeLoses: {
    zhTW: '送出後這個模組立即不能再用於登入；經審核確認即註銷，無法回復。需要時請另行申請新的模組。',
    en: 'From then on it signs nobody in. Once the agency has confirmed it cannot be undone; a new module has to be applied for.',
  },
  revokeSigns: {
    zhTW: '須以登入的卡片輸入 PIN 碼簽章確認。',
    en: 'The card that signed in confirms it with its PIN.',
  },
  revoked: (number: string) => ({
    zhTW: `已申請註銷 ${number} 的模組。`,
    en: `Revocation of the module of ${number} was asked for.`,
  }),
  reissue: { zhTW: '重新產製', en: 'Have it made anew' },
  reissueTitle: (module: string) => ({
    zhTW: `重新產製雲端安全模組 ${module}？`,
    en: `Have module ${module} made anew?`,
  }),
  reissueLoses: {
    zhTW: '現有模組會立即註銷，各電腦須改匯入新檔；新模組的有效期限與現有模組相同，開啟碼由這個瀏覽器取得。',
    en: 'The present module is revoked at once: every computer needs the new file. The new one ends on the same day, and its opening code comes to this browser.',
  },
  reissued: (number: string) => ({
    zhTW: `已申請重新產製 ${number} 的模組，產製完成後可下載。`,
    en: `The module of ${number} is being made anew; it can be downloaded soon.`,
  }),
} as const satisfies TextTable

export const secretTexts = {
  title: { zhTW: '開啟碼', en: 'Opening code' },
  waits: {
    zhTW: '模組檔以開啟碼加密，匯入時須輸入。開啟碼只顯示一次，請先備妥記錄方式。',
    en: 'The file is encrypted to an opening code, which is asked for when it is imported. It is shown once: be ready to note it.',
  },
  show: { zhTW: '顯示開啟碼', en: 'Show the opening code' },
  otherBrowser: {
    zhTW: '開啟碼只能由提出申請的瀏覽器開啟。請以該電腦的同一個瀏覽器登入；若已無法使用，請重新產製。',
    en: 'Only the browser that filed the application can open the code. Sign in there; when that is no longer possible, have the module made anew.',
  },
  gone: {
    zhTW: '開啟碼已取出或已逾保留期限，本系統不留存。若已遺失，請重新產製。',
    en: 'The opening code was taken or waited too long, and the portal does not keep it. When it is lost, have the module made anew.',
  },
  dialog: (module: string) => ({ zhTW: `雲端安全模組 ${module} 的開啟碼`, en: `Opening code of module ${module}` }),
  once: {
    zhTW: '只顯示這一次，關閉後無法再看，本系統也不留存。請抄下或列印，與模組檔分開保管；勿以電子郵件或通訊軟體傳送。',
    en: 'Shown this once: it cannot be seen again, and the portal keeps no copy. Write it down or print it, and keep it apart from the file. Do not send it by mail or messenger.',
  },
  copy: { zhTW: '複製', en: 'Copy' },
  print: { zhTW: '列印', en: 'Print' },
  noted: { zhTW: '已記下，關閉', en: 'Noted; close' },
} as const satisfies TextTable

export const formTexts = {
  lead: (name: string, code: string) => ({
    zhTW: `為「${name}」（${code}）申請雲端安全模組。審核通過後產製，可於「查詢」下載。`,
    en: `Applies for a module of ${name} (${code}). Once it was passed and made, it is downloaded under “Applications”.`,
  }),
  browser: {
    zhTW: '請使用日後要匯入模組的電腦與瀏覽器申請：開啟碼只能由提出申請的瀏覽器取得。',
    en: 'Apply in the browser that you will use later: only this browser can open the module’s code.',
  },
  institution: { zhTW: '申請機構', en: 'Institution' },
  day: { zhTW: '申請日期', en: 'Day' },
  number: { zhTW: '申請單號', en: 'Application' },
  numberLater: { zhTW: '送出後產生', en: 'Given when it is filed' },
  send: { zhTW: '送出', en: 'File' },
  cancel: { zhTW: '取消', en: 'Cancel' },
  mobileHint: { zhTW: '例如 0912-345-678', en: 'Such as 0912-345-678' },
  filed: (number: string) => ({ zhTW: `已送出申請單 ${number}。`, en: `Application ${number} was filed.` }),
  renewal: (day: string) => ({
    zhTW: `這是換發申請：現有模組仍可使用至 ${day}。`,
    en: `This is a renewal: the present module stays good until ${day}.`,
  }),
} as const satisfies TextTable

export const contactProblemTexts = {
  'name-empty': { zhTW: '請輸入聯絡人。', en: 'Enter a name.' },
  'phone-wrong': {
    zhTW: '請輸入聯絡電話，至少六個數字，可含分機，例如 02-2345-6789#12。',
    en: 'Enter a telephone number of six digits at least, such as 02-2345-6789#12.',
  },
  'mobile-wrong': { zhTW: '行動電話為 09 開頭的十個數字。', en: 'A mobile number has ten digits, from 09 on.' },
  'email-wrong': { zhTW: '請輸入正確的電子郵件。', en: 'Enter an e-mail address.' },
} as const satisfies Record<string, Text>

export const importTexts = {
  title: { zhTW: '如何匯入讀卡元件', en: 'How to import it' },
  open: { zhTW: '開啟讀卡元件的雲端安全模組頁', en: 'Open the card component’s module page' },
  steps: [
    {
      zhTW: '下載壓縮檔並解壓縮，得到一個 .SAM 檔；請勿更改檔名。',
      en: 'Download the ZIP and unpack it: one .SAM file. Leave its name.',
    },
    {
      zhTW: '按下方按鈕，或點選瀏覽器工具列的讀卡元件圖示，開啟「雲端安全模組」。',
      en: 'Press the button below, or click the card component’s icon in the toolbar and open “Cloud security modules”.',
    },
    {
      zhTW: '選取 .SAM 檔，核對機構、模組編號、環境及期限後，輸入開啟碼。',
      en: 'Pick the .SAM file; check institution, module, environment and dates, and type the opening code.',
    },
    {
      zhTW: '匯入後即可在這台電腦以晶片讀卡機使用健保卡登入。每台電腦各匯入一次。',
      en: 'This computer can now sign in with an NHI card in a chip-card reader. Each computer imports it once.',
    },
  ] as readonly Text[],
}

/** What the state means for whoever waits. */
export const stateHints = {
  applied: { zhTW: '已送出，等待審核。', en: 'Filed; it waits for its review.' },
  reviewing: { zhTW: '審核人員處理中。', en: 'A reviewer is at it.' },
  failed: { zhTW: '未通過審核，請依原因更正後重新申請。', en: 'Not passed. Mend what was wrong and apply again.' },
  'to-issue': { zhTW: '已通過，系統產製中，通常數分鐘內完成。', en: 'Passed; it is being made, which takes minutes.' },
  ready: { zhTW: '可下載。', en: 'It can be downloaded.' },
  revoking: {
    zhTW: '已申請註銷，模組已停用，等待審核確認。',
    en: 'Its revocation was asked for: it is out of use already.',
  },
  revoked: { zhTW: '模組已註銷。', en: 'The module is revoked.' },
} as const satisfies Record<SamState, Text>
