import type { TextTable } from '../../../core/i18n/text.ts'

export const managerTexts = {
  lead: {
    zhTW: '由機構代表指派機構管理者。機構管理者可為本機構申請健保服務、維護機構使用者，並將服務授權給使用者。',
    en: 'The representative appoints managers. A manager applies for services for the institution, maintains its users, and grants them services.',
  },
  list: { zhTW: '機構管理者', en: 'Managers' },
  caption: (count: number) => ({
    zhTW: `本機構的機構管理者，共 ${count} 位`,
    en: `Managers of this institution: ${count}`,
  }),
  none: { zhTW: '尚未指派機構管理者。', en: 'No manager has been appointed yet.' },
  seats: (seats: number, left: number) => ({
    zhTW: `每家機構最多 ${seats} 位管理者，還可指派 ${left} 位。`,
    en: `An institution may have ${seats} managers; ${left} more can be appointed.`,
  }),
  noSeat: (seats: number) => ({
    zhTW: `每家機構最多 ${seats} 位管理者，名額已滿；請先移除不再擔任的管理者。`,
    en: `An institution may have ${seats} managers, and has them. Remove one who no longer is.`,
  }),
  add: { zhTW: '新增機構管理者', en: 'Appoint a manager' },
  appoint: { zhTW: '指派為管理者', en: 'Appoint' },
  appointed: (name: string) => ({ zhTW: `已指派「${name}」為機構管理者。`, en: `${name} is now a manager.` }),
  removeTitle: (name: string) => ({ zhTW: `移除機構管理者「${name}」？`, en: `Remove ${name} from the managers?` }),
  loses: (name: string) => ({
    zhTW: `「${name}」將立即不能為本機構申請健保服務、維護使用者與授權服務；已登入者，下一個動作起失效。`,
    en: `${name} can at once no longer apply for services, maintain users or grant services here. Where signed in, the next request is refused.`,
  }),
  staysUser: {
    zhTW: '此人同時是機構使用者，使用者身分與已獲授權的服務不受影響。',
    en: 'This person is also a user, and stays one with all that was granted.',
  },
  signs: {
    zhTW: '按下後，請將登入的卡片留在讀卡機，以 PIN 碼簽章確認。',
    en: 'It is then confirmed with your PIN by the card that signed in: leave it in the reader.',
  },
  removed: (name: string) => ({ zhTW: `已移除機構管理者「${name}」。`, en: `${name} is no longer a manager.` }),
} as const satisfies TextTable
