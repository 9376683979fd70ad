import type { JSX } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import type { CodedError } from '../../core/errors/coded-error.ts'
import { ErrorPanel } from '../components/error-panel.tsx'
import { usePortalTitle } from '../state/portal-title.ts'
import { PageMain, pageTitleId } from '../components/page-main.tsx'
import { Waiting } from '../components/waiting.tsx'
import { useTexts } from '../state/language.ts'
import { useServices } from '../state/services.ts'

const texts = { loading: { zhTW: '載入中…', en: 'Loading …' } }

/** In place of a page whose code is still being fetched. A reload also brings the newest portal. */
export function FetchingPage({ error }: { error: CodedError | undefined }): JSX.Element {
  const t = useTexts(texts)
  const title = usePortalTitle()
  const { reload } = useServices()
  useLayoutEffect(() => handFocusOn, [])
  return (
    <PageMain page="fetching" state={error ? 'failed' : 'checking'} title={title}>
      {error ? <ErrorPanel error={error} remedies={{ retry: { run: reload } }} /> : <Waiting>{t.loading}</Waiting>}
    </PageMain>
  )
}

/** Where this page's title has the focus, the title of the page that takes its place gets it. */
function handFocusOn(): void {
  if (document.activeElement?.id !== pageTitleId) return
  queueMicrotask(() => document.getElementById(pageTitleId)?.focus())
}
