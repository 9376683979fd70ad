import type { Text } from '../i18n/text.ts'

/** 分類項目: by what a contact is looked for within its category, one after the other. */
export const contactChoices = {
  item: { zhTW: '服務項目', en: 'Service item' },
  organization: { zhTW: '機關', en: 'Agency' },
  unit: { zhTW: '單位', en: 'Unit' },
} as const satisfies Record<string, Text>

export type ContactChoice = keyof typeof contactChoices

export interface ContactCategoryRow {
  readonly label: Text
  /** Read without a sign-in too. */
  readonly isPublic: boolean
  /** One to three, each depending on those before it. */
  readonly choices: readonly ContactChoice[]
}

/** 服務類別, in their order. */
export const contactCategories = {
  web: { label: { zhTW: '網頁登入諮詢', en: 'Signing in' }, isPublic: true, choices: ['item'] },
  personnel: { label: { zhTW: '醫事人員服務', en: 'Medical personnel' }, isPublic: true, choices: ['item'] },
  upload: { label: { zhTW: '定時上傳', en: 'Timed uploads' }, isPublic: true, choices: ['item'] },
  claims: {
    label: { zhTW: '醫療費用申報', en: 'Medical claims' },
    isPublic: false,
    choices: ['item', 'organization', 'unit'],
  },
  review: { label: { zhTW: '醫療費用審查', en: 'Reviews' }, isPublic: false, choices: ['organization', 'unit'] },
  programmes: {
    label: { zhTW: '試辦計畫', en: 'Pilot programmes' },
    isPublic: false,
    choices: ['item', 'organization', 'unit'],
  },
  contracts: { label: { zhTW: '特約管理', en: 'Contracts' }, isPublic: false, choices: ['unit'] },
} as const satisfies Record<string, ContactCategoryRow>

export type ContactCategory = keyof typeof contactCategories

export const contactCategoryCodes = Object.keys(contactCategories) as ContactCategory[]

export const contactCategory = (category: ContactCategory): ContactCategoryRow => contactCategories[category]

export const publicContactCategories = contactCategoryCodes.filter((code) => contactCategories[code].isPublic)

/** Rows of a page of contacts. */
export const contactPageSize = 10
