import { type CardType, type CardTypeRow, cardTypes } from '../../../core/cards/card-types.ts'
import type { Text } from '../../../core/i18n/text.ts'

/** `{card}` and `{centre}` are filled in. */
const activate: Text = {
  zhTW: '收到{card}後，請先依{centre}的說明完成開卡並更改 PIN 碼，才能用來登入。',
  en: 'When the card has come, activate it and change its PIN as the {centre} describes; only then can it sign in.',
}
const lost: Text = {
  zhTW: '卡片遺失、毀損、到期或 PIN 碼鎖住，也由{centre}辦理；本系統不保管 PIN 碼，無法代為查詢或重設。',
  en: 'A lost, broken, expired or locked card is also a matter for the {centre}. This system keeps no PINs and cannot look one up or reset it.',
}

const hcaPerson: readonly Text[] = [
  {
    zhTW: '醫事人員卡由{centre}核發給領有醫事人員證書的人，由本人向該中心提出申請。',
    en: 'The {centre} issues it to licensed medical personnel; each person applies there for their own card.',
  },
  activate,
  lost,
]

/** How each card is had. */
export const applying: Readonly<Record<CardType, readonly Text[]>> = {
  'hca-personnel': hcaPerson,
  'hca-spare': hcaPerson,
  'hca-institution': [
    {
      zhTW: '醫事機構卡由{centre}核發給領有開業執照的醫事機構，由機構向該中心提出申請。一張卡片代表一家機構，請由機構代表保管。',
      en: 'The {centre} issues it to licensed medical institutions, which apply there. One card stands for one institution; its representative keeps it.',
    },
    activate,
    lost,
  ],
  nhi: [
    {
      zhTW: '健保卡由{centre}核發。遺失或毀損時，請向該署申請換發。',
      en: 'The {centre} issues it, and replaces a lost or broken card.',
    },
    {
      zhTW: '健保卡登入所用的密碼由本系統保管，第一次登入時須由本人變更；忘記密碼時，使用者請洽機構管理者、管理者請洽機構代表重設。',
      en: 'The password used with it is kept by this system and must be changed at the first sign-in. When it is forgotten, a manager resets a user’s, and the representative a manager’s.',
    },
  ],
  moica: [
    {
      zhTW: '自然人憑證由{centre}核發，請本人攜帶身分證件到戶政事務所申辦。',
      en: 'The {centre} issues it; apply in person at a household registration office with your identity card.',
    },
    activate,
    lost,
  ],
  'gca-unit': [
    {
      zhTW: '政府單位憑證卡由{centre}核發給政府機關（構）及單位，由機關向該中心提出申請。',
      en: 'The {centre} issues it to government agencies and units, which apply there.',
    },
    activate,
    lost,
  ],
  moeaca: [
    {
      zhTW: '工商憑證由{centre}核發給公司、分公司及商業，由負責人向該中心提出申請。',
      en: 'The {centre} issues it to companies, branches and businesses; the person in charge applies there.',
    },
    activate,
    lost,
  ],
}

const install: Text = {
  zhTW: '在電腦版 Google Chrome 或 Microsoft Edge 安裝讀卡元件，並接上讀卡機。',
  en: 'Install the card component in Google Chrome or Microsoft Edge on a computer, and connect the reader.',
}
const enter: Text = {
  zhTW: '插入{card}，按「登入」，在讀卡元件的視窗輸入 PIN 碼。',
  en: 'Insert the card, press “Sign in” and enter its PIN in the component’s window.',
}

const assigned: Text = {
  zhTW: '請機構代表先以機構的卡片登入，將您設為機構管理者；或請機構管理者將您設為機構使用者並授權服務。',
  en: 'First the institution’s representative makes you a manager, or a manager makes you a user and grants services to you.',
}

const forPerson: readonly Text[] = [
  assigned,
  install,
  enter,
  {
    zhTW: '若您在多家醫事機構有身分，登入後選擇這次要代表的機構。',
    en: 'If you hold roles at several institutions, choose the one to act for after signing in.',
  },
]

const forNhiCard: readonly Text[] = [
  assigned,
  {
    zhTW: '請使用內含安全模組的健保讀卡機；或使用晶片讀卡機，並先匯入貴機構的雲端安全模組。',
    en: 'Use the NHI card reader with its security module; or a chip-card reader, with your institution’s cloud module imported first.',
  },
  {
    zhTW: '第一次登入時，請依畫面變更本人的登入密碼。',
    en: 'At the first sign-in, change your own password when asked.',
  },
]

const forInstitution: readonly Text[] = [
  install,
  enter,
  {
    zhTW: '登入後為「機構代表」。請先指定機構管理者，管理者才能申請健保服務並設定機構使用者。',
    en: 'You are then the representative. Appoint managers first; they apply for services and appoint users.',
  },
]

/** What to do in order, depending on whom the card stands for and how it signs in. */
export function firstTime(cardType: CardType): readonly Text[] {
  const { proof, holder }: CardTypeRow = cardTypes[cardType]
  if (proof === 'sam-and-password') return forNhiCard
  return holder === 'institution' ? forInstitution : forPerson
}
