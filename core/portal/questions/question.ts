import type { Text } from '../../i18n/text.ts'
import type { Platform } from '../platforms.ts'

/** The categories of 常見問答, in their order. */
export const questionCategories = {
  rights: { zhTW: '權限類', en: 'Rights' },
  cards: { zhTW: '電子憑證卡類', en: 'Cards' },
  'sign-in': { zhTW: '登入認證-綜合類', en: 'Sign-in: general' },
  'nhi-reader': { zhTW: '登入認證-使用「健保讀卡機」類', en: 'Sign-in: with the NHI card reader' },
  'chip-reader': { zhTW: '登入認證-使用「晶片讀卡機」類', en: 'Sign-in: with a chip-card reader' },
  check: { zhTW: '瀏覽器設定檢測工具-使用範例說明', en: 'The settings check: examples' },
  addresses: { zhTW: '網址相關問題', en: 'Addresses' },
} as const satisfies Record<string, Text>

export type QuestionCategory = keyof typeof questionCategories

export const questionCategoryCodes = Object.keys(questionCategories) as QuestionCategory[]

/** A page of the portal that helps further. */
export type QuestionHelp = 'check' | 'card-service' | 'certificates' | 'downloads' | 'contacts' | 'test-modules'

/** One of 常見問答. */
export interface Question {
  /** Its anchor: it never changes, since messages and other sites lead to it. */
  readonly id: string
  /** Only there; on both platforms otherwise. */
  readonly platform?: Platform
  readonly question: Text
  /** Paragraphs. */
  readonly answer: readonly Text[]
  /** What to do, one after the other; below the paragraphs. */
  readonly steps?: readonly Text[]
  readonly help?: readonly QuestionHelp[]
}
