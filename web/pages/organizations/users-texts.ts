import type { TextTable } from '../../../core/i18n/text.ts'

export const userTexts = {
  lead: {
    zhTW: '由機構管理者指派機構使用者。使用者可使用獲授權的健保服務；指派後請到「使用者授權管理作業」授權。',
    en: 'Managers make people users. A user may use the services that are granted: once somebody is a user, grant them.',
  },
  list: { zhTW: '機構使用者', en: 'Users' },
  caption: (count: number) => ({
    zhTW: `本機構的機構使用者，共 ${count} 位`,
    en: `Users of this institution: ${count}`,
  }),
  none: { zhTW: '尚未指派機構使用者。', en: 'Nobody has been made a user yet.' },
  add: { zhTW: '新增機構使用者', en: 'Add a user' },
  appoint: { zhTW: '指派為使用者', en: 'Make a user' },
  appointed: (name: string) => ({ zhTW: `已指派「${name}」為機構使用者。`, en: `${name} is now a user.` }),
  addMyself: { zhTW: '將自己設為使用者', en: 'Make myself a user' },
  grant: { zhTW: '前往授權', en: 'Grant services' },
  removeTitle: (name: string) => ({ zhTW: `移除機構使用者「${name}」？`, en: `Remove ${name} from the users?` }),
  loses: (name: string) => ({
    zhTW: `「${name}」在本機構獲授權的健保服務將全部收回，立即不能使用；已登入者，下一個動作起失效。日後重新指派時，須再次授權。`,
    en: `All services that were granted to ${name} here are withdrawn at once. Where signed in, the next request is refused. If made a user again, they are to be granted again.`,
  }),
  staysManager: {
    zhTW: '此人同時是機構管理者，管理者身分不受影響。',
    en: 'This person is also a manager, and stays one.',
  },
  removed: (name: string) => ({ zhTW: `已移除機構使用者「${name}」。`, en: `${name} is no longer a user.` }),
} as const satisfies TextTable
