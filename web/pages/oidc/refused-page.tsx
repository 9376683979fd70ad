import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useStore } from '../../state/use-store.ts'
import { askTexts, oidcTexts } from './oidc-texts.ts'

/** A system's ask that goes no further, and cannot be sent back to it either. */
export function RefusedPage(): JSX.Element {
  const t = useTexts(oidcTexts)
  const language = useLanguage()
  const { router } = useServices()
  const { part } = useStore(router)
  const reason = (Object.keys(askTexts) as (keyof typeof askTexts)[]).find((key) => key === part) ?? 'request'
  return (
    <PageMain page="oidc-refused" state="ready" title={t.refusedTitle} data-reason={reason}>
      <Notice tone="warning">
        <p>{say(askTexts[reason], language)}</p>
      </Notice>
      <div class="row">
        <Button onClick={() => router.navigate('/')}>{t.home}</Button>
      </div>
    </PageMain>
  )
}
