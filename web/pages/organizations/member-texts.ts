import type { TextTable } from '../../../core/i18n/text.ts'

/** Of a manager or a user, in table and forms. */
export const memberTexts = {
  name: { zhTW: '姓名', en: 'Name' },
  idNumber: { zhTW: '身分證號', en: 'ID number' },
  idNumberHint: {
    zhTW: '請輸入完整的身分證號或統一證號；儲存後畫面只顯示部分號碼。',
    en: 'The whole national ID or ARC number. Once saved, only a part of it is shown.',
  },
  phone: { zhTW: '電話', en: 'Telephone' },
  email: { zhTW: '電子郵件', en: 'E-mail' },
  contact: { zhTW: '聯絡方式', en: 'Contact' },
  otherRoles: { zhTW: '兼任身分', en: 'Also' },
  since: { zhTW: '指派日期', en: 'Since' },
  actions: { zhTW: '作業', en: 'Actions' },
  search: { zhTW: '搜尋姓名、身分證號、電話或電子郵件', en: 'Search by name, ID number, telephone or e-mail' },
  noneFound: { zhTW: '沒有符合的人員。', en: 'Nobody fits.' },
  noCard: { zhTW: '尚未登記憑證卡', en: 'No card enrolled yet' },
  noCardHint: {
    zhTW: '標示「尚未登記憑證卡」者已完成指派，但要等醫事人員卡或自然人憑證完成登記後，才能以卡片登入。',
    en: 'Whoever has no card enrolled yet is appointed, and can sign in once a personal card has been enrolled.',
  },
  change: { zhTW: '修改', en: 'Change' },
  changeOf: (name: string) => ({ zhTW: `修改「${name}」的聯絡資料`, en: `Change how ${name} is reached` }),
  reset: { zhTW: '重設密碼', en: 'Reset password' },
  resetOf: (name: string) => ({ zhTW: `重設密碼：${name}`, en: `Reset password: ${name}` }),
  passwordReset: (name: string) => ({
    zhTW: `已重設「${name}」的密碼。`,
    en: `${name}’s password was reset.`,
  }),
  remove: { zhTW: '移除', en: 'Remove' },
  removeOf: (name: string) => ({ zhTW: `移除 ${name}`, en: `Remove ${name}` }),
  save: { zhTW: '儲存', en: 'Save' },
  cancel: { zhTW: '取消', en: 'Cancel' },
  working: { zhTW: '處理中…', en: 'One moment …' },
  changed: (name: string) => ({ zhTW: `已更新「${name}」的聯絡資料。`, en: `${name}’s details are saved.` }),
} as const satisfies TextTable

/** What is wrong with a field, said beside it. */
export const memberProblemTexts = {
  'idNumber-empty': { zhTW: '請輸入身分證號。', en: 'Enter the ID number.' },
  'idNumber-wrong': {
    zhTW: '身分證號不正確：應為 1 個英文字母加 9 碼，且檢查碼須相符。',
    en: 'This is no ID number: one letter and nine digits, with a check digit that fits.',
  },
  'idNumber-held': {
    zhTW: '此人在本機構已具此身分，無須再次新增。',
    en: 'The person has this role at the institution already.',
  },
  'name-empty': { zhTW: '請輸入姓名。', en: 'Enter the name.' },
  'name-differs': {
    zhTW: '姓名與此身分證號的登記不符，請核對本人證件。',
    en: 'This ID number is registered under another name. Compare with the person’s ID document.',
  },
  'phone-wrong': {
    zhTW: '電話只能有數字、空格與 ( ) + - #，最多 30 字。',
    en: 'Only digits, spaces and ( ) + - #, at most 30 signs.',
  },
  'email-wrong': {
    zhTW: '電子郵件的格式不正確，例如 name@example.tw。',
    en: 'Not an e-mail address, such as name@example.tw.',
  },
} as const satisfies TextTable
