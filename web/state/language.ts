import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
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

/**
 * The page's language: the one in which it is drawn already, else the one chosen here before, else the browser's. Remembers
 * each choice.
 */
export function createLanguage(memory: Memory, preferred: readonly string[], drawn?: Language): Store<Language> {
  const store = new Store(drawn ?? rememberedLanguage(memory) ?? chooseLanguage(preferred))
  store.subscribe(() => memory.write(languageName, store.get()))
  return store
}

export function rememberedLanguage(memory: Memory): Language | undefined {
  const remembered = memory.read(languageName)
  return languages.find((language) => language === remembered)
}

export const LanguageContext = createContext<Language>('zh-TW')

export const useLanguage = (): Language => useContext(LanguageContext)

/** A table of texts in the page's language. */
export const useTexts = <const T extends TextTable>(table: T): Translated<T> => translate(table, useLanguage())
