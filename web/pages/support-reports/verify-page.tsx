import type { JSX } from 'preact'
import { isCoded } from '../../../core/errors/coded-error.ts'
import { DateTime } from '../../components/date-time.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useStore } from '../../state/use-store.ts'
import { SupportState } from './report-parts.tsx'
import { verifyTexts } from './support-reports-texts.ts'
import { supportTexts } from './support-texts.ts'

/** Where the code of a printed form leads: its state, for whoever has the form. */
export function VerifyPage(): JSX.Element {
  const t = useTexts(verifyTexts)
  const { query } = useStore(useServices().router)
  const code = new URLSearchParams(query).get('code') ?? ''
  if (/^[\w-]{22}$/.test(code)) return <Verified code={code} />
  return (
    <PageMain page="support-verify" state="failed" title={t.title}>
      <Notice tone="warning">
        <p>{t.invalid}</p>
      </Notice>
    </PageMain>
  )
}

function Verified({ code }: { code: string }): JSX.Element {
  const t = useTexts(verifyTexts)
  const s = useTexts(supportTexts)
  const { loaded, ask } = useAnswer('GET /api/support-reports/verify', { code })
  const state = { loading: 'checking', failed: 'failed', ready: 'ready' } as const
  return (
    <PageMain page="support-verify" state={state[loaded.state]} title={t.title}>
      <p>{t.lead}</p>
      {loaded.state === 'loading' && <Waiting>{s.search}</Waiting>}
      {loaded.state === 'failed' &&
        (isCoded(loaded.error, 'ERR_REQUEST_NOT_FOUND') ? (
          <Notice tone="warning">
            <p>{t.unknown}</p>
          </Notice>
        ) : (
          <ErrorPanel error={loaded.error} remedies={{ retry: { run: () => void ask() } }} />
        ))}
      {loaded.state === 'ready' && (
        <section class="box stack">
          <Facts
            facts={[
              [t.state, <SupportState key="state" state={loaded.value.state} />],
              [t.at, <DateTime key="at" iso={loaded.value.at} />],
            ]}
          />
        </section>
      )}
    </PageMain>
  )
}
