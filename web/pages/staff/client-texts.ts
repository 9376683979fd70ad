import type { TextTable } from '../../../core/i18n/text.ts'

export const clientTexts = {
  lead: {
    zhTW: '維護可由健保資訊網登入的其他系統。新增、修改及停用都要以您登入的卡片簽章確認，立即生效，並留下異動歷程。',
    en: 'The other systems that people are signed in to from here. Each change is confirmed with the card that you signed in with, counts at once, and stands in the history.',
  },
  list: { zhTW: '單一登入系統', en: 'Systems' },
  caption: (count: number) => ({ zhTW: `共 ${count} 筆`, en: `${count} in all` }),
  add: { zhTW: '新增系統', en: 'Add a system' },
  clientId: { zhTW: '系統代號（client_id）', en: 'Id (client_id)' },
  clientIdHint: {
    zhTW: '3 至 40 個小寫英文字母、數字或連字號，以字母開頭；新增後不能變更。',
    en: '3 to 40 small letters, digits or hyphens, a letter first. It cannot be changed afterwards.',
  },
  clientIdWrong: { zhTW: '系統代號的格式不正確。', en: 'This is no such id.' },
  name: { zhTW: '系統名稱', en: 'Name' },
  entries: { zhTW: '服務項目代碼', en: 'Entries of the service menu' },
  entriesHint: {
    zhTW: '以空白分隔，例如 A.07 B.01.02；有其中任一項權限的人才能登入。',
    en: 'Codes between spaces, such as A.07 B.01.02. Who may use one of them may sign in.',
  },
  entriesWrong: { zhTW: '有不存在的代碼。', en: 'A code is none of the service menu.' },
  loginAddress: { zhTW: '開始登入的網址', en: 'Where the sign-in begins (initiate_login_uri)' },
  redirectAddresses: { zhTW: '登入後返回的網址', en: 'Where it comes back (redirect_uris)' },
  redirectHint: {
    zhTW: '每行一個，須在同一主機；系統送來的網址必須完全相同。',
    en: 'One on each line, all on one host. What the system sends must be the same sign by sign.',
  },
  postLogoutAddresses: { zhTW: '登出後返回的網址', en: 'After signing out (post_logout_redirect_uris)' },
  lineHint: { zhTW: '每行一個。', en: 'One on each line.' },
  logoutAddress: { zhTW: '通知登出的網址', en: 'Is told of the end (backchannel_logout_uri)' },
  logoutHint: {
    zhTW: '登入結束時由伺服器通知；空白表示不通知。',
    en: 'Our server tells it there; empty: it is not told.',
  },
  addressWrong: {
    zhTW: '必須是 https 網址，不可含 # 或空白。',
    en: 'An https address is needed, without # and spaces.',
  },
  redirectWrong: {
    zhTW: '至少一個 https 網址，且都在同一主機。',
    en: 'At least one https address is needed, all on one host.',
  },
  keys: { zhTW: '公開金鑰（JWK Set）', en: 'Public keys (JWK set)' },
  keysHint: {
    zhTW: '該系統的 P-256 公開金鑰，最多三把，各有 kid；更換期間可同時登錄新舊金鑰。',
    en: 'The system’s own on P-256, three at most, each with a kid. While one is replaced, both may stand here.',
  },
  keysWrong: {
    zhTW: '不是 P-256 公開金鑰；請勿貼上私密金鑰。',
    en: 'These are no public keys on P-256. Never paste a private key.',
  },
  state: { zhTW: '狀態', en: 'State' },
  inUse: { zhTW: '使用中', en: 'In use' },
  withdrawn: { zhTW: '已停用', en: 'Withdrawn' },
  withdraw: { zhTW: '停用', en: 'Withdraw' },
  withdrawOf: (name: string) => ({ zhTW: `停用「${name}」`, en: `Withdraw ${name}` }),
  loses: (name: string) => ({
    zhTW: `停用後，任何人都不能再登入「${name}」，已登入者在該系統取得的權杖也立即失效。`,
    en: `Nobody will be signed in to ${name} any more, and what it was given for those who are is void.`,
  }),
  signs: { zhTW: '按下後請以您登入的卡片簽章確認。', en: 'Then confirm it with the card that you signed in with.' },
  restore: { zhTW: '恢復使用', en: 'Put back' },
  restoreOf: (name: string) => ({ zhTW: `恢復使用「${name}」`, en: `Put ${name} back` }),
} as const satisfies TextTable
