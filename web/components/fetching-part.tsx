import type { JSX } from 'preact'
import type { CodedError } from '../../core/errors/coded-error.ts'
import { useTexts } from '../state/language.ts'
import { ErrorPanel } from './error-panel.tsx'
import { Waiting } from './waiting.tsx'

const texts = { loading: { zhTW: '載入中…', en: 'Loading …' } }

/** In place of a part of a page whose code is still being fetched. */
export function FetchingPart({ error, retry }: { error: CodedError | undefined; retry: () => void }): JSX.Element {
  const t = useTexts(texts)
  return error ? <ErrorPanel error={error} remedies={{ retry: { run: retry } }} /> : <Waiting>{t.loading}</Waiting>
}
