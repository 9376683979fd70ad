import type { Text, TextTable } from '../../../core/i18n/text.ts'

export const testModulesTexts = {
  title: { zhTW: '測試用雲端安全模組下載', en: 'Test modules' },
  lead: {
    zhTW: '供資訊廠商及醫事機構測試軟體使用，任一組都可下載。測試模組只能搭配測試卡，用於測試環境。',
    en: 'For whoever writes or tests software; any of them will do. A test module goes with test cards, in the test environment.',
  },
  list: { zhTW: '測試模組', en: 'Modules' },
  caption: (count: number) => ({ zhTW: `測試用雲端安全模組，共 ${count} 組`, en: `Test modules: ${count}` }),
  none: { zhTW: '目前沒有提供測試模組。', en: 'None is offered at present.' },
  institution: { zhTW: '測試機構', en: 'Test institution' },
  nameOf: (code: string) => ({
    zhTW: `測試用雲端安全模組下載 測試機構 (${code})`,
    en: `Test module of institution ${code}`,
  }),
  module: { zhTW: '安全模組代號', en: 'Module' },
  ends: { zhTW: '有效期限', en: 'Valid until' },
  download: { zhTW: '下載', en: 'Download' },
  downloadOf: (code: string) => ({ zhTW: `下載 ${code}`, en: `Download ${code}` }),
  saved: (name: string) => ({ zhTW: `已下載 ${name}。`, en: `${name} was saved.` }),
  secret: { zhTW: '開啟碼（所有測試模組相同）', en: 'Opening code, of all of them' },
  copy: { zhTW: '複製', en: 'Copy' },
  pairs: { zhTW: '模組與卡片的搭配', en: 'Which card goes with which module' },
  pairsCaption: { zhTW: '模組與可搭配的卡片', en: 'Modules, and the cards that go with them' },
  pairsModule: { zhTW: '模組', en: 'Module' },
  pairsCards: { zhTW: '可搭配', en: 'Goes with' },
  pairsNever: { zhTW: '不可搭配', en: 'Never with' },
  mixing: {
    zhTW: '混用會使卡片永久鎖卡。讀卡元件在送出任何會計次的指令前即拒絕混用；以其他軟體測試時請務必確認。',
    en: 'Mixing locks cards for good. The card component refuses it before any command that counts; with other software, make sure yourself.',
  },
  cards: { zhTW: '申請測試健保卡及測試醫事人員卡', en: 'How to get test cards' },
  form: { zhTW: '測試卡申請作業規範（PDF）', en: 'Rules and form for test cards (PDF, in Chinese)' },
  contact: { zhTW: '諮詢窗口', en: 'Helpdesk' },
  contactName: { zhTW: '健保資訊技術諮詢服務小組', en: 'NHI information technology helpdesk' },
  phone: { zhTW: '電話', en: 'Telephone' },
  email: { zhTW: '電子郵件', en: 'E-mail' },
  software: { zhTW: '讀卡機控制軟體', en: 'Card reader control software' },
  softwareWhere: {
    zhTW: '健保署全球資訊網：首頁 → 主題專區 → 健保卡 → 健保卡資料下載區。',
    en: 'On the agency’s site, under the NHI card’s downloads.',
  },
} as const satisfies TextTable

export const testCardSteps: readonly Text[] = [
  {
    zhTW: '依「健保卡、醫事人員卡及安全模組測試卡申請作業規範」填寫申請表。',
    en: 'Fill in the form of the rules for test cards of NHI cards, medical personnel cards and security modules.',
  },
  {
    zhTW: '將申請表寄送諮詢窗口，測試醫事人員卡與測試健保卡可一併申請。',
    en: 'Send it to the helpdesk; test personnel cards and test NHI cards are asked for together.',
  },
  {
    zhTW: '收到測試卡後，與測試模組搭配使用；測試醫事人員卡必須搭配測試健保卡。',
    en: 'Use them with a test module; a test personnel card goes with test NHI cards only.',
  },
]

/** The mixing guard's table in words (core/cards/mixing.ts keeps it). */
export const pairRows: readonly { readonly module: Text; readonly cards: Text; readonly never: Text }[] = [
  {
    module: { zhTW: '測試模組（代號 9 開頭）', en: 'Test module (code begins with 9)' },
    cards: { zhTW: '測試健保卡、測試醫事人員卡', en: 'Test NHI cards, test personnel cards' },
    never: {
      zhTW: '正式健保卡、HCA 發放的正式醫事人員卡、正式區的測試卡',
      en: 'Production NHI and HCA cards, and test cards of the production zone',
    },
  },
  {
    module: { zhTW: '正式模組（代號 0 開頭）', en: 'Production module (code begins with 0)' },
    cards: { zhTW: '正式健保卡、HCA 發放的正式醫事人員卡', en: 'Production NHI and HCA cards' },
    never: { zhTW: '測試健保卡、測試醫事人員卡', en: 'Test NHI cards, test personnel cards' },
  },
]

export const helpdesk = { phone: '07-231-8122', email: 'ic_service@nhi.gov.tw' } as const
export const agencyAddresses = {
  testCardForm: 'https://www.nhi.gov.tw/Resource/webdata/20143_4_TESTCARD_APPLY.pdf',
  home: 'https://www.nhi.gov.tw/',
} as const
