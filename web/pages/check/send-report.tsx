import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { CheckReport } from '../../../core/check/check-report.ts'
import type { SentReport } from '../../../core/check/sent-report.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { formatDateTime } from '../../components/date-time.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Notice } from '../../components/notice.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { type Loaded, toCodedError } from '../../state/loaded.ts'
import { useServices } from '../../state/services.ts'
import { sendTexts } from './check-texts.ts'

/** Null where the extension has no report to send. */
type Outcome = Loaded<SentReport | null>

/** Takes the report that the person agreed to send on the extension's page, sends it, and shows the code. */
export function SendReport(): JSX.Element {
  const t = useTexts(sendTexts)
  const language = useLanguage()
  const { bridge, call } = useServices()
  const [outcome, setOutcome] = useState<Outcome>({ state: 'loading' })
  /** The extension gives it once: it is kept for a second try. */
  const taken = useRef<CheckReport | null>(null)

  const send = async () => {
    setOutcome({ state: 'loading' })
    try {
      taken.current ??= await bridge.takeCheckReport()
      const value = taken.current && (await call('POST /api/check/reports', taken.current))
      setOutcome({ state: 'ready', value })
    } catch (error) {
      setOutcome({ state: 'failed', error: toCodedError(error) })
    }
  }
  useEffect(() => void send(), [])

  return (
    <section class="box stack" data-report={stateOf(outcome)} aria-labelledby="send-report">
      <h2 id="send-report">{t.title}</h2>
      {outcome.state === 'loading' && <Waiting>{t.sending}</Waiting>}
      {outcome.state === 'failed' && (
        <ErrorPanel error={outcome.error} remedies={{ retry: { run: () => void send() } }} others={['retry']} />
      )}
      {outcome.state === 'ready' && !outcome.value && (
        <Notice tone="warning" live>
          <p>{t.none}</p>
        </Notice>
      )}
      {outcome.state === 'ready' && outcome.value && (
        <Notice tone="ok" live>
          <p>{t.sent}</p>
          <p>
            <code class="report-code" translate={false} aria-label={t.code}>
              {outcome.value.code}
            </code>
          </p>
          <p>{t.kept(formatDateTime(outcome.value.expiresAt, language))}</p>
          <div class="row">
            <CopyButton label={t.copy} text={codeOf(outcome.value)} />
          </div>
        </Notice>
      )}
    </section>
  )
}

const codeOf =
  ({ code }: SentReport) =>
  () =>
    code

const stateOf = (outcome: Outcome): string =>
  outcome.state !== 'ready' ? outcome.state : outcome.value ? 'sent' : 'none'
