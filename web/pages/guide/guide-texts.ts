import type { TextTable } from '../../../core/i18n/text.ts'

export const guideTexts = {
  title: { zhTW: '網站使用說明', en: 'Guide' },
  tabs: { zhTW: '說明項目', en: 'Topics' },
  system: { zhTW: '系統公告', en: 'System notices' },
  security: { zhTW: '資安專區', en: 'Information security' },
  computer: { zhTW: '電腦設定', en: 'Computer settings' },
  questions: { zhTW: '常見問答', en: 'Questions and answers' },
  manual: { zhTW: '使用指南', en: 'How to use' },
} as const satisfies TextTable

export const questionTexts = {
  category: { zhTW: '類別', en: 'Category' },
  all: { zhTW: '全部', en: 'All' },
  words: { zhTW: '標題／內容', en: 'Words in question or answer' },
  none: {
    zhTW: '沒有符合的問題，請改用其他文字，或洽詢聯絡窗口。',
    en: 'Nothing fits. Try other words, or ask a contact.',
  },
  check: { zhTW: '電腦設定檢測', en: 'Settings check' },
  'card-service': { zhTW: '安裝讀卡服務', en: 'Installing the card service' },
  certificates: { zhTW: '憑證說明', en: 'Certificates' },
  downloads: { zhTW: '下載專區', en: 'Downloads' },
  contacts: { zhTW: '聯絡窗口', en: 'Contacts' },
  'test-modules': { zhTW: '測試用安全模組', en: 'Test modules' },
} as const satisfies TextTable

export const computerTexts = {
  notice: {
    zhTW: '請依下列步驟逐一完成設定，才可正常使用本網站的健保服務。仍有疑問，請洽「聯絡窗口」的「網頁諮詢服務」。',
    en: 'Follow these steps one by one. If a question is left, ask “Web consulting” among the contacts.',
  },
  contacts: { zhTW: '前往聯絡窗口', en: 'To the contacts' },
  step1: { zhTW: 'STEP 1　DNS 手動設定', en: 'Step 1: DNS' },
  dns: {
    zhTW: '以健保 VPN 連線時，請貴單位資訊人員將電腦的 DNS 設為 10.253.249.22。以網際網路連線時不需要設定。',
    en: 'On the NHI VPN, have your IT staff set the computer’s DNS to 10.253.249.22. On the Internet there is nothing to set.',
  },
  step2: {
    zhTW: 'STEP 2　安裝讀卡機驅動程式與相關憑證元件、及瀏覽器設定',
    en: 'Step 2: reader, card component and browser',
  },
  readers: {
    zhTW: '本網站以卡片登入，使用的讀卡機與適用的卡片如下：',
    en: 'One signs in with a card. These cards fit these readers:',
  },
  table: { zhTW: '各種讀卡機適用的卡片', en: 'Cards by kind of reader' },
  card: { zhTW: '卡片', en: 'Card' },
  fits: { zhTW: '適用', en: 'Yes' },
  fitsNot: { zhTW: '不適用', en: 'No' },
  withModule: { zhTW: '須匯入雲端安全模組', en: 'with an imported cloud module' },
  component: {
    zhTW: '以 Chrome 或 Edge 開啟登入頁，依畫面安裝讀卡元件；使用一般晶片讀卡機時，另安裝讀卡服務。',
    en: 'Open the sign-in page in Chrome or Edge and install the card component; for ordinary chip-card readers the card service too.',
  },
  run: {
    zhTW: '執行電腦設定檢測，有紅色警示的項目請依說明完成。',
    en: 'Run the settings check, and mend what it marks.',
  },
  check: { zhTW: '電腦設定檢測', en: 'Settings check' },
  service: { zhTW: '安裝讀卡服務', en: 'Installing the card service' },
  step3: { zhTW: 'STEP 3　權限管理設定', en: 'Step 3: rights' },
  rights: {
    zhTW: '本網站以「機構代表 → 機構管理者 → 機構使用者」的架構，由機構自行管理內部人員的權限：',
    en: 'An institution manages the rights of its own people, from the representative to managers, and from them to users:',
  },
  representative: {
    zhTW: '機構代表以醫事機構卡、政府單位憑證卡（Internet 平台為工商憑證）登入，執行「機構管理者維護作業」，指派機構管理者。',
    en: 'The representative signs in with the institution’s card and appoints managers.',
  },
  manager: {
    zhTW: '機構管理者以醫事人員卡、健保卡或自然人憑證登入，依序執行「健保服務申請作業」、「機構使用者維護作業」及「使用者授權管理作業」。',
    en: 'A manager signs in with a personal card, applies for services, appoints users and grants them services.',
  },
  user: {
    zhTW: '機構使用者以自己的卡片登入，使用被授權的健保服務。',
    en: 'A user signs in with a personal card and uses what was granted.',
  },
} as const satisfies TextTable
