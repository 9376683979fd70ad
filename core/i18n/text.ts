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

/** The table in one language. Built once per language and screen; functions keep their arguments. */
export function translate<const T extends TextTable>(table: T, language: Language): Translated<T> {
  const entries = Object.entries(table).map(([key, text]) => [
    key,
    typeof text === 'function'
      ? (...values: unknown[]) => say((text as (...values: unknown[]) => Text)(...values), language)
      : say(text, language),
  ])
  return Object.fromEntries(entries) as Translated<T>
}

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
