/** Files of 下載捷徑專區 in the demo, every one invented. Days are counted from the day on which they are written. */
export interface DemoShortcut {
  /** By its ending of a type that may be provided. */
  readonly name: string
  readonly description: string
  readonly daysAgo: number
  readonly content: string
  readonly stage: 'open' | 'requested' | 'declined'
  /** When it was first downloaded; undefined when it was not. */
  readonly downloadedDaysAgo?: number
  readonly askedDaysAgo?: number
}

const table = '\ufeff項目,件數,點數\r\n示範項目一,12,3400\r\n示範項目二,8,2150\r\n'

/** Given to each institution of the demo: one of every state. */
export const demoShortcuts: readonly DemoShortcut[] = [
  {
    name: '示範_付款通知書.csv',
    description: '付款通知書',
    daysAgo: 1,
    content: table,
    stage: 'open',
  },
  {
    name: '示範_批次檢核結果.txt',
    description: '批次檢核結果異常檔案',
    daysAgo: 2,
    content: '示範內容：第 3 列日期格式有誤。',
    stage: 'open',
  },
  {
    name: '示範_分項費用檔.csv',
    description: '分項費用檔（已下載，期限內）',
    daysAgo: 20,
    content: table,
    stage: 'open',
    downloadedDaysAgo: 4,
  },
  {
    name: '示範_預算收入計算明細.csv',
    description: '總額預算收入計算過程明細表（期限已過）',
    daysAgo: 60,
    content: table,
    stage: 'open',
    downloadedDaysAgo: 40,
  },
  {
    name: '示範_核定總表.csv',
    description: '核定總表',
    daysAgo: 75,
    content: table,
    stage: 'requested',
    downloadedDaysAgo: 70,
    askedDaysAgo: 1,
  },
  {
    name: '示範_抽審清單.csv',
    description: '抽審清單',
    daysAgo: 90,
    content: table,
    stage: 'declined',
    downloadedDaysAgo: 85,
    askedDaysAgo: 10,
  },
  {
    name: '示範_核定函.txt',
    description: '核定函（申請重送已同意）',
    daysAgo: 120,
    content: '示範內容：核定函。',
    stage: 'open',
    askedDaysAgo: 3,
  },
]

/** 下載說明, rich text. */
export const demoDownloadNote =
  '<p>※基於資訊安全考量，為防止下載之健保資料意外洩漏，<b>請使用「加密下載」</b>，並避免安裝免費檔案分享軟體。</p>' +
  '<p>※密碼為登入者之身分證號，首碼須大寫；以機構憑證登入者為醫事機構代碼。</p>'
