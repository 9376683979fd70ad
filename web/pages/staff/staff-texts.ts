import type { TextTable } from '../../../core/i18n/text.ts'

export const staffTexts = {
  save: { zhTW: '儲存', en: 'Save' },
  cancel: { zhTW: '取消', en: 'Cancel' },
  working: { zhTW: '處理中…', en: 'One moment …' },
  search: { zhTW: '查詢', en: 'Search' },
  more: { zhTW: '載入更多', en: 'Show more' },
  none: { zhTW: '查無符合的資料。', en: 'Nothing fits.' },
  change: { zhTW: '修改', en: 'Change' },
  changeOf: (name: string) => ({ zhTW: `修改「${name}」`, en: `Change ${name}` }),
  actions: { zhTW: '操作', en: 'Actions' },
  changed: (name: string) => ({ zhTW: `已更新「${name}」。`, en: `${name} has been changed.` }),
  day: (day: string) => ({ zhTW: `民國 ${day}`, en: day }),
} as const satisfies TextTable

export const postTexts = {
  lead: {
    zhTW: '後台人員以個人憑證卡登入。職務給予或收回後，於其下一個動作立即生效。',
    en: 'Staff sign in with a personal card. A post that is given or taken away counts from their next request on.',
  },
  list: { zhTW: '後台人員', en: 'Staff' },
  caption: (count: number) => ({ zhTW: `後台職務，共 ${count} 筆`, en: `Posts in the back office: ${count}` }),
  add: { zhTW: '新增後台人員', en: 'Give a post' },
  give: { zhTW: '給予職務', en: 'Give the post' },
  name: { zhTW: '姓名', en: 'Name' },
  idNumber: { zhTW: '身分證號或統一證號', en: 'ID number' },
  idNumberHint: { zhTW: '請輸入完整號碼。', en: 'The whole number.' },
  role: { zhTW: '職務', en: 'Post' },
  area: { zhTW: '轄區', en: 'Area' },
  since: { zhTW: '給予日期', en: 'Since' },
  noCard: { zhTW: '尚未登記憑證卡', en: 'No card enrolled yet' },
  take: { zhTW: '收回', en: 'Take away' },
  takeOf: (name: string, role: string) => ({ zhTW: `收回「${name}」的${role}職務`, en: `Take ${role} from ${name}` }),
  loses: (name: string, role: string, area: string) => ({
    zhTW: `「${name}」將立即不能再以「${role}（${area}）」的職務使用後台。`,
    en: `${name} will at once lose the post ${role} (${area}) and what it allows.`,
  }),
  given: (name: string) => ({ zhTW: `已給予「${name}」職務。`, en: `${name} has the post.` }),
  taken: (name: string) => ({ zhTW: `已收回「${name}」的職務。`, en: `The post was taken from ${name}.` }),
  idNumberWrong: { zhTW: '號碼不正確，請核對每一碼及檢查碼。', en: 'This is no ID number: check every sign.' },
  nameEmpty: { zhTW: '請輸入姓名。', en: 'Enter the name.' },
} as const satisfies TextTable

export const settingTexts = {
  lead: {
    zhTW: '變更立即生效，並留下稽核紀錄。日期以臺灣時間計算。',
    en: 'A change counts at once, and is written down. Days are days in Taiwan.',
  },
  now: (day: string) => ({ zhTW: `目前設定：${day}`, en: `Set to ${day}` }),
  notSet: { zhTW: '目前未設定', en: 'Not set' },
  newDay: { zhTW: '新日期', en: 'New day' },
  set: { zhTW: '設定日期', en: 'Set the day' },
  unset: { zhTW: '取消設定', en: 'Take it back' },
  dayEmpty: { zhTW: '請選擇日期。', en: 'Choose a day.' },
  setTitle: (name: string, day: string) => ({
    zhTW: `將「${name}」設為 ${day}？`,
    en: `Set “${name}” to ${day}?`,
  }),
  unsetTitle: (name: string) => ({ zhTW: `取消「${name}」的設定？`, en: `Take “${name}” back?` }),
  done: (name: string, day: string) => ({ zhTW: `「${name}」已設為 ${day}。`, en: `“${name}” is set to ${day}.` }),
  undone: (name: string) => ({ zhTW: `「${name}」已取消設定。`, en: `“${name}” is not set any more.` }),
} as const satisfies TextTable

export const institutionTexts = {
  lead: {
    zhTW: '以醫事機構代號開頭或名稱的一部分查詢。分區業務組人員僅能查詢及維護所轄機構。',
    en: 'Search by the beginning of the code or a part of the name. A division reaches its own institutions only.',
  },
  text: { zhTW: '醫事機構代號或名稱', en: 'Code or name' },
  caption: (count: number) => ({ zhTW: `醫事機構，已列出 ${count} 家`, en: `Institutions listed: ${count}` }),
  name: { zhTW: '醫事機構', en: 'Institution' },
  type: { zhTW: '種類', en: 'Type' },
  division: { zhTW: '分區', en: 'Division' },
  contracted: { zhTW: '特約', en: 'Contracted' },
  isContracted: { zhTW: '特約醫事機構', en: 'Contracted institution' },
  yes: { zhTW: '是', en: 'Yes' },
  no: { zhTW: '否', en: 'No' },
  filesThrough: { zhTW: '合併申報機構', en: 'Files claims through' },
  email: { zhTW: '通知用電子信箱', en: 'E-mail address for notices' },
  emailHint: {
    zhTW: '雲端安全模組到期、申請重送同意等通知寄到此處；不填則不寄。',
    en: 'Notices of a module’s end, or of a file that was granted, go there; none when it is empty.',
  },
  emailWrong: { zhTW: '電子信箱格式不正確。', en: 'This is no mail address.' },
  filesThroughHint: {
    zhTW: '合併申報對象的十碼代號；自行申報者請留空。',
    en: 'The ten digits of the other institution; empty when it files for itself.',
  },
  filesThroughWrong: {
    zhTW: '查無此合併申報機構，或與本機構相同。',
    en: 'There is no such institution, or it is this one.',
  },
  endsContract: (name: string) => ({
    zhTW: `「${name}」改為非特約後，其機構代表、管理者及使用者將立即不能登入使用。`,
    en: `Without a contract nobody can work for ${name} any more, from the next request on.`,
  }),
  understood: { zhTW: '我了解，仍要改為非特約', en: 'I understand; end the contract' },
} as const satisfies TextTable

export const vendorTexts = {
  lead: {
    zhTW: '只有線路經重新核准的廠商，醫事機構才能選為允入廠商。',
    en: 'Institutions can allow in only vendors whose own line has been approved anew.',
  },
  list: { zhTW: 'HIS廠商', en: 'HIS vendors' },
  caption: (count: number) => ({ zhTW: `HIS廠商，共 ${count} 家`, en: `HIS vendors: ${count}` }),
  add: { zhTW: '新增HIS廠商', en: 'Add a vendor' },
  name: { zhTW: '廠商名稱', en: 'Vendor' },
  businessNumber: { zhTW: '統一編號', en: 'Business number' },
  lineApprovedAt: { zhTW: '線路核准日', en: 'Line approved on' },
  notApproved: { zhTW: '尚未核准', en: 'Not approved' },
  lineHint: { zhTW: '尚未核准者請留空。', en: 'Empty while it is not approved.' },
  nameEmpty: { zhTW: '請輸入廠商名稱。', en: 'Enter the name.' },
  numberWrong: { zhTW: '統一編號為八位數字。', en: 'A business number has eight digits.' },
  added: (name: string) => ({ zhTW: `已新增「${name}」。`, en: `${name} has been added.` }),
  losesLine: {
    zhTW: '清除核准日後，醫事機構不能再選用此廠商。',
    en: 'Without the day no institution can choose this vendor any more.',
  },
} as const satisfies TextTable

export const reportTexts = {
  lead: {
    zhTW: '輸入民眾告知的檢測報告代碼，例如 7K2M-9QXD。報告已遮蔽個人資料，保留 30 日；查閱會留下稽核紀錄。',
    en: 'Enter the code that the sender was shown, such as 7K2M-9QXD. Reports are masked and kept for 30 days; that one was read is written down.',
  },
  code: { zhTW: '檢測報告代碼', en: 'Code of the report' },
  codeWrong: {
    zhTW: '代碼為八個英文字母或數字，請重新核對。',
    en: 'A code has eight letters or digits. Check it again.',
  },
  notFound: (code: string) => ({
    zhTW: `查無代碼 ${code} 的報告：代碼有誤，或已逾保留期限。`,
    en: `There is no report ${code}: it was mistyped, or its time is over.`,
  }),
  found: (code: string) => ({ zhTW: `檢測報告 ${code}`, en: `Report ${code}` }),
  platform: { zhTW: '平台', en: 'Platform' },
  sentAt: { zhTW: '送出時間', en: 'Sent' },
  expiresAt: { zhTW: '保留至', en: 'Kept until' },
  otherVersion: {
    zhTW: '此報告由其他版本的檢測產生，請系統管理人員以 npm run check-report -- <代碼> --json 查閱。',
    en: 'This report is of another version of the check: npm run check-report -- <code> --json shows it.',
  },
} as const satisfies TextTable

export const auditTexts = {
  lead: {
    zhTW: '各條件須同時符合；查詢及匯出本身也會留下稽核紀錄。',
    en: 'All that is given must fit. Searches and exports are written down themselves.',
  },
  rows: { zhTW: '稽核紀錄', en: 'Audit' },
  counts: { zhTW: '未登入之拒絕次數', en: 'Refusals of nobody in particular' },
  countsLead: {
    zhTW: '尚未登入即被拒絕的要求，依網路位址及分鐘累計。',
    en: 'Requests refused before anybody was known, counted per address and minute.',
  },
  parts: { zhTW: '查詢內容', en: 'What to look at' },
  from: { zhTW: '起日', en: 'From' },
  until: { zhTW: '迄日', en: 'Until, included' },
  event: { zhTW: '動作', en: 'Act' },
  eventHint: { zhTW: '代碼，例如 sign-in、give-post。', en: 'By its word, such as sign-in or give-post.' },
  code: { zhTW: '拒絕代碼', en: 'Code of the refusal' },
  institution: { zhTW: '醫事機構代號', en: 'Institution code' },
  idNumber: { zhTW: '身分證號（完整）', en: 'Whole ID number' },
  idNumberHint: {
    zhTW: '查此人所做，以及對此人所做的動作。',
    en: 'What the person did, and what was done to them.',
  },
  session: { zhTW: '登入識別碼', en: 'Session' },
  request: { zhTW: '要求識別碼', en: 'Request' },
  wrong: { zhTW: '格式不正確。', en: 'This is not right.' },
  caption: (count: number) => ({ zhTW: `已列出 ${count} 筆，新的在前`, en: `${count} rows, newest first` }),
  at: { zhTW: '時間', en: 'Time' },
  who: { zhTW: '人員', en: 'Person' },
  where: { zhTW: '機構', en: 'Institution' },
  outcome: { zhTW: '結果', en: 'Outcome' },
  done: { zhTW: '完成', en: 'Done' },
  address: { zhTW: '位址', en: 'Address' },
  detail: { zhTW: '內容', en: 'Details' },
  seal: { zhTW: '封存區塊', en: 'Block' },
  notSealed: { zhTW: '待封存', en: 'Not yet' },
  export: { zhTW: '匯出 CSV', en: 'Export as CSV' },
  exported: (rows: number) => ({ zhTW: `已匯出 ${rows} 筆。`, en: `${rows} rows exported.` }),
  exportedPart: (rows: number) => ({
    zhTW: `已匯出最新的 ${rows} 筆；其餘請縮小條件後再匯出。`,
    en: `The newest ${rows} rows were exported; narrow the search for the others.`,
  }),
  network: { zhTW: '網路', en: 'Network' },
  step: { zhTW: '步驟', en: 'Step' },
  count: { zhTW: '次數', en: 'Count' },
} as const satisfies TextTable
