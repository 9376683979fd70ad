import type { TextTable } from '../../../core/i18n/text.ts'

export const grantTexts = {
  lead: {
    zhTW: '選擇使用者，勾選要授權的健保服務後儲存。只有本機構已申請的服務可以授權。',
    en: 'Choose a user, tick the services to grant, and save. Only services that the institution has applied for can be granted.',
  },
  users: { zhTW: '使用者', en: 'Users' },
  services: { zhTW: '已授權的服務', en: 'Services granted' },
  search: { zhTW: '搜尋姓名或身分證號', en: 'Search by name or ID number' },
  noneFound: { zhTW: '沒有符合的使用者。', en: 'Nobody fits.' },
  noUsers: {
    zhTW: '本機構尚無使用者，請先指派機構使用者。',
    en: 'There are no users yet: make somebody a user first.',
  },
  toUsers: { zhTW: '前往機構使用者維護作業', en: 'Go to the maintenance of users' },
  noServices: {
    zhTW: '本機構尚未申請健保服務，請先申請。',
    en: 'The institution has not applied for any service yet.',
  },
  toServices: { zhTW: '前往健保服務申請作業', en: 'Go to the application for services' },
  granted: (count: number, of: number) => ({ zhTW: `已授權 ${count} / ${of} 項`, en: `${count} of ${of} granted` }),
  chooseUser: { zhTW: '請先選擇使用者。', en: 'Choose a user first.' },
  servicesOf: (name: string) => ({ zhTW: `「${name}」的服務授權`, en: `Services of ${name}` }),
  comesWith: (names: string) => ({ zhTW: `包含「${names}」`, en: `Includes ${names}` }),
  all: { zhTW: '全部勾選', en: 'Tick all' },
  none: { zhTW: '全部取消', en: 'Untick all' },
  difference: (grant: number, withdraw: number) => ({
    zhTW:
      [grant > 0 && `新增 ${grant} 項`, withdraw > 0 && `收回 ${withdraw} 項`].filter(Boolean).join('，') +
      '，尚未儲存',
    en:
      [grant > 0 && `${grant} to grant`, withdraw > 0 && `${withdraw} to withdraw`].filter(Boolean).join(', ') +
      '; not saved yet',
  }),
  save: { zhTW: '儲存授權', en: 'Save' },
  undo: { zhTW: '還原', en: 'Undo' },
  working: { zhTW: '處理中…', en: 'One moment …' },
  confirmTitle: (name: string) => ({ zhTW: `收回「${name}」的授權？`, en: `Withdraw services from ${name}?` }),
  confirmLoses: (name: string) => ({
    zhTW: `「${name}」將立即不能使用下列服務；已登入者，下一個動作起失效：`,
    en: `${name} loses these services at once. Where signed in, the next request is refused:`,
  }),
  confirm: { zhTW: '儲存並收回', en: 'Save and withdraw' },
  saved: (name: string) => ({ zhTW: `已儲存「${name}」的授權。`, en: `The services of ${name} are saved.` }),
} as const satisfies TextTable
