import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'

const texts = {
  title: { zhTW: '找不到網頁', en: 'Page not found' },
  home: { zhTW: '回首頁', en: 'Home page' },
}

/** For an address that is no page of the portal. */
export function NotFoundPage(): JSX.Element {
  const t = useTexts(texts)
  const { router } = useServices()
  const error = useMemo(() => new CodedError('ERR_REQUEST_NOT_FOUND', 'no page at this address'), [])
  return (
    <PageMain page="not-found" state="failed" title={t.title}>
      <ErrorPanel
        error={error}
        remedies={{ retry: { label: t.home, run: () => router.navigate('/') } }}
        others={['retry']}
      />
    </PageMain>
  )
}
