import { useEffect } from 'preact/hooks'
import type { CodedError } from '../../core/errors/coded-error.ts'
import { type Language, say } from '../../core/i18n/text.ts'
import { useLanguage } from '../state/language.ts'
import { Store } from '../state/store.ts'
import { useStore } from '../state/use-store.ts'
import type { ErrorSentences } from './error-sentences.ts'

type Explain = (error: CodedError, language: Language) => ErrorSentences

/** Stands while the sentences are on their way, and where the connection is gone and they never come. */
const untilThen = {
  heading: { zhTW: '無法完成您的要求', en: 'Your request could not be completed' },
  cause: {
    zhTW: '說明尚未載入；可能是網路連線中斷。',
    en: 'The explanation is not here yet; the connection may be gone.',
  },
  remedy: { zhTW: '請檢查網路後再試一次。', en: 'Check the network, and try again.' },
}

const explain = new Store<Explain | undefined>(undefined)

/**
 * Fetches the sentences of all errors, which are a third of the first page's weight and which nobody needs before an error.
 * The entry file calls it once the first page is drawn. One that fails is tried again by the next panel.
 */
export async function loadErrorSentences(): Promise<void> {
  if (explain.get()) return
  const { errorSentences } = await import('./error-sentences.ts')
  explain.set(errorSentences)
}

/** What a person reads of an error. */
export function useErrorSentences(shown: CodedError): ErrorSentences {
  const language = useLanguage()
  const known = useStore(explain)
  useEffect(() => {
    if (!known) void loadErrorSentences().catch(() => undefined)
  }, [known])
  if (known) return known(shown, language)
  const { heading, cause, remedy } = untilThen
  return { heading: say(heading, language), cause: say(cause, language), remedy: say(remedy, language) }
}
