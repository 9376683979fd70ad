import { serializeError } from '../../core/errors/coded-error.ts'
import { translate, type Language } from '../../core/i18n/text.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import type { Choice } from './choose-reader.ts'
import { texts } from './texts.ts'

/** What came of choosing a reader. Nothing for a chooser that was closed: the person knows.
 * It stands in a live region. */
export function ChoiceNotice({ choice, language }: { readonly choice: Choice; readonly language: Language }) {
  const t = translate(texts, language)
  if (choice.kind === 'cancelled') return null
  if (choice.kind === 'ready') return <p class="notice notice-good">{t.paired(choice.name)}</p>
  if (choice.kind === 'not-a-reader') return <p class="notice">{t.pairedNotAReader(choice.name)}</p>
  return (
    <ErrorNotice error={serializeError(choice.error)} language={language} quiet>
      {choice.error.code === 'ERR_READER_PROTECTED_CLASS' && <p>{t.protectedRoute}</p>}
    </ErrorNotice>
  )
}
