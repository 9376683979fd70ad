import { createContext } from 'preact'
import { useContext, useMemo } from 'preact/hooks'
import {
  chooseLanguage,
  type Language,
  languages,
  type TextTable,
  translate,
  type Translated,
} from '../../core/i18n/text.ts'
import type { Memory } from './memory.ts'
import { Store } from './store.ts'

const languageName = 'language'

/** The page's language: the one chosen here before, else the browser's. Remembers each choice. */
export function createLanguage(memory: Memory, preferred: readonly string[]): Store<Language> {
  const remembered = memory.read(languageName)
  const store = new Store(languages.find((language) => language === remembered) ?? chooseLanguage(preferred))
  store.subscribe(() => memory.write(languageName, store.get()))
  return store
}

export const LanguageContext = createContext<Language>('zh-TW')

export const useLanguage = (): Language => useContext(LanguageContext)

/** A table of texts in the page's language. */
export function useTexts<const T extends TextTable>(table: T): Translated<T> {
  const language = useLanguage()
  return useMemo(() => translate(table, language), [table, language])
}
