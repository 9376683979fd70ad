/** What a person may read, in every language the product speaks. A missing language does not compile. */
export interface Text {
  readonly zhTW: string
  readonly en: string
}

/** BCP 47 tags as pages and browsers name them. */
export const languages = ['zh-TW', 'en'] as const
export type Language = (typeof languages)[number]

/** A table of texts of one area: plain texts, or functions of what they mention. */
export type TextTable = Readonly<Record<string, Text | ((...values: never[]) => Text)>>

/** The same table in one language: `t.title`, `t.triesLeft(2)`. */
export type Translated<T extends TextTable> = {
  readonly [K in keyof T]: T[K] extends (...values: infer A) => Text ? (...values: A) => string : string
}

export function say(text: Text, language: Language): string {
  return language === 'en' ? text.en : text.zhTW
}

const translated: Readonly<Record<Language, WeakMap<TextTable, object>>> = { 'zh-TW': new WeakMap(), en: new WeakMap() }

/** The table in one language, made when it is first asked for; functions keep their arguments. */
export function translate<const T extends TextTable>(table: T, language: Language): Translated<T> {
  let texts = translated[language].get(table)
  if (!texts) {
    texts = Object.fromEntries(Object.entries(table).map(([key, text]) => [key, inLanguage(text, language)]))
    translated[language].set(table, texts)
  }
  return texts as Translated<T>
}

const inLanguage = (text: TextTable[string], language: Language) =>
  typeof text === 'function'
    ? (...values: unknown[]) => say((text as (...values: unknown[]) => Text)(...values), language)
    : say(text, language)

/** The product's language for a browser's list of preferences: Chinese unless English is asked for first. */
export function chooseLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    if (/^zh\b/i.test(tag)) return 'zh-TW'
    if (/^en\b/i.test(tag)) return 'en'
  }
  return 'zh-TW'
}

/** Puts `details` into the `{name}` places of a text. A place without a value stays visible: it is our bug. */
export function fillIn(text: string, details: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(details[name] ?? place))
}
