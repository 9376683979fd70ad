import type { TextTable } from '../../../core/i18n/text.ts'

export const serviceTexts = {
  lead: (type: string) => ({
    zhTW: `下列為${type}可申請的健保服務。勾選後按「申請」；申請後即可授權給使用者。`,
    en: `These are the services that an institution of this kind (${type}) may apply for. Tick and apply; afterwards they can be granted to users.`,
  }),
  comesWith: (names: string) => ({
    zhTW: `包含「${names}」，一併申請與授權`,
    en: `Includes ${names}: applied for and granted together`,
  }),
  list: { zhTW: '健保服務', en: 'Services' },
  service: { zhTW: '服務', en: 'Service' },
  userCount: { zhTW: '已授權人數', en: 'Users' },
  applied: { zhTW: '已申請', en: 'Applied for' },
  users: (count: number) => ({
    zhTW: `已授權 ${count} 位使用者`,
    en: `granted to ${count} ${count === 1 ? 'user' : 'users'}`,
  }),
  noUsers: { zhTW: '尚未授權', en: 'granted to nobody yet' },
  withdraw: { zhTW: '取消申請', en: 'Withdraw' },
  withdrawOf: (name: string) => ({ zhTW: `取消申請 ${name}`, en: `Withdraw ${name}` }),
  withdrawTitle: (name: string) => ({ zhTW: `取消申請「${name}」？`, en: `Withdraw ${name}?` }),
  loses: (count: number) => ({
    zhTW: `已獲授權的 ${count} 位使用者將立即不能使用此服務。日後重新申請時，須再次授權。`,
    en: `${count} ${count === 1 ? 'user loses' : 'users lose'} this service at once. If it is applied for again, it is to be granted again.`,
  }),
  nobodyLoses: { zhTW: '目前沒有使用者獲授權使用此服務。', en: 'No user has been granted it.' },
  withdrawn: (name: string) => ({ zhTW: `已取消申請「${name}」。`, en: `${name} is withdrawn.` }),
  ticked: (count: number) => ({ zhTW: `已勾選 ${count} 項服務`, en: `${count} ticked` }),
  apply: { zhTW: '申請', en: 'Apply' },
  working: { zhTW: '處理中…', en: 'One moment …' },
  done: (names: string) => ({ zhTW: `已申請：${names}。`, en: `Applied for: ${names}.` }),
  grant: { zhTW: '前往授權給使用者', en: 'Grant services to users' },
} as const satisfies TextTable

export const internetDataTexts = {
  title: { zhTW: '申請讀取Internet資料', en: 'Data of the Internet platform' },
  lead: {
    zhTW: '本機構在 Internet 平台的回饋資料，可申請於 VPN 平台讀取；次日起在各所屬作業提供，屬其他系統者在下載捷徑專區提供。',
    en: 'The institution’s feedback files of the Internet platform can be read here. They come on the day after the request, each in the function it belongs to, or under the download shortcuts.',
  },
  never: { zhTW: '尚未申請。', en: 'Not requested yet.' },
  requestedAt: { zhTW: '申請時間', en: 'Requested' },
  fulfilledAt: { zhTW: '提供時間', en: 'Provided' },
  pending: { zhTW: '處理中，次日提供', en: 'Under way, to come on the next day' },
  ask: { zhTW: '申請讀取Internet資料', en: 'Request the data' },
  askAgain: { zhTW: '再次申請', en: 'Request again' },
  done: { zhTW: '已送出申請，資料將於次日提供。', en: 'Requested. The data comes on the next day.' },
} as const satisfies TextTable
