import type { ComponentChildren, JSX } from 'preact'
import { useTexts } from '../state/language.ts'
import type { Loaded } from '../state/loaded.ts'
import { ErrorPanel } from './error-panel.tsx'
import { Waiting } from './waiting.tsx'

const texts = { loading: { zhTW: '資料載入中…', en: 'Loading …' } }

/** What was fetched for a part of a page; until then, and when it did not come, that. */
export function LoadedPart<T>({
  loaded,
  retry,
  children,
}: {
  loaded: Loaded<T>
  retry: () => void
  children: (value: T) => ComponentChildren
}): JSX.Element {
  const t = useTexts(texts)
  if (loaded.state === 'loading') return <Waiting>{t.loading}</Waiting>
  if (loaded.state === 'failed') {
    return <ErrorPanel error={loaded.error} remedies={{ retry: { run: retry }, reload: { run: retry } }} />
  }
  return <>{children(loaded.value)}</>
}
