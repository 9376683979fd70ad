import type { JSX } from 'preact'
import { type Language, languages } from '../../core/i18n/text.ts'
import { useTexts } from '../state/language.ts'
import { useServices } from '../state/services.ts'
import { useStore } from '../state/use-store.ts'
import './language-switch.css'

const texts = { language: { zhTW: '語言', en: 'Language' } }

/** Each language by its own name. */
const names: Readonly<Record<Language, string>> = { 'zh-TW': '中文', en: 'English' }

export function LanguageSwitch(): JSX.Element {
  const t = useTexts(texts)
  const { language: store } = useServices()
  const chosen = useStore(store)
  return (
    <div class="language-switch" role="group" aria-label={t.language}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === chosen ? 'true' : 'false'}
          onClick={() => store.set(language)}
        >
          {names[language]}
        </button>
      ))}
    </div>
  )
}
