import type { Text, TextTable } from '../../../core/i18n/text.ts'
import type { AuthorizationRefusal } from '../../../core/protocol/oidc.ts'

export const oidcTexts = {
  title: { zhTW: '登入其他系統', en: 'Sign-in to another system' },
  working: { zhTW: '正在為您登入…', en: 'Signing you in …' },
  goingOn: (system: string) => ({ zhTW: `正在前往「${system}」…`, en: `Going on to ${system} …` }),
  refused: (system: string) => ({ zhTW: `無法登入「${system}」`, en: `You cannot sign in to ${system}` }),
  again: (system: string) => ({
    zhTW: `「${system}」要求您重新登入。`,
    en: `${system} wants you to sign in once more.`,
  }),
  signInAgain: { zhTW: '重新登入', en: 'Sign in again' },
  back: (system: string) => ({ zhTW: `回到「${system}」`, en: `Back to ${system}` }),
  home: { zhTW: '回首頁', en: 'Home page' },

  refusedTitle: { zhTW: '無法進行登入', en: 'The sign-in cannot go on' },

  endTitle: { zhTW: '登出', en: 'Sign out' },
  ended: (system: string) => ({ zhTW: `您已登出「${system}」。`, en: `You are signed out of ${system}.` }),
  stillSignedIn: {
    zhTW: '您仍登入健保資訊網服務系統。若使用公用電腦，請一併登出。',
    en: 'You are still signed in to the NHI Information Service. At a shared computer, sign out here, too.',
  },
  notSignedIn: { zhTW: '您沒有登入健保資訊網服務系統。', en: 'You are not signed in to the NHI Information Service.' },
  signOut: { zhTW: '一併登出', en: 'Sign out here, too' },
  stay: { zhTW: '保持登入', en: 'Stay signed in' },
} as const satisfies TextTable

/** Why a person is not signed in to a system. */
export const refusalTexts = {
  'no-institution': {
    zhTW: '這個系統供醫事機構的人員使用，而您沒有選擇醫事機構。',
    en: 'It is for people of institutions, and you have chosen none.',
  },
  'no-service': {
    zhTW: '您在所選的醫事機構沒有這個系統的使用權限；請洽該機構的機構管理者申請服務並授權。',
    en: 'At the institution that you have chosen you may not use it: its manager applies for services and grants them.',
  },
  'other-person': {
    zhTW: '這個系統要登入的是另一個身分，與您目前登入的不同；請先在本網站登出，再由該系統重新登入。',
    en: 'It expects somebody else than who is signed in here. Sign out here, then sign in from that system again.',
  },
} as const satisfies Record<AuthorizationRefusal, Text>

/** Why an ask of a system goes no further. */
export const askTexts = {
  system: {
    zhTW: '要求登入的系統未經登錄，或已停用。',
    en: 'The system that asks for the sign-in is not known here, or was withdrawn.',
  },
  address: {
    zhTW: '該系統要求回到未經登錄的網址；為保護您的資料，已停止登入。',
    en: 'It wants to go back to an address that is not known here. The sign-in was stopped for your protection.',
  },
  over: {
    zhTW: '這次登入要求已逾時或已使用過，請回到該系統重新登入。',
    en: 'This request has run out or was used. Go back to the system and sign in there again.',
  },
  request: {
    zhTW: '該系統送來的登入要求不正確，請洽該系統的聯絡窗口。',
    en: 'The request of the system is not right. Please tell the people who run it.',
  },
} as const satisfies Record<string, Text>
