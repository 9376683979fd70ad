import { useEffect, useRef } from 'preact/hooks'
import type { CheckReport } from '../../core/check/check-report.ts'
import { reportText } from '../../core/check/report-text.ts'
import { translate, type Language } from '../../core/i18n/text.ts'
import { texts } from './texts.ts'

/** Shows to the letter what would be sent, and where, and asks. */
export function SendConsent(props: {
  readonly report: CheckReport
  readonly portal: string
  readonly language: Language
  readonly onAnswer: (agreed: boolean) => void
}) {
  const { report, portal, language, onAnswer } = props
  const t = translate(texts, language)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div class="check-consent" role="group" aria-labelledby="send">
      <h3 id="send" tabIndex={-1} ref={heading}>
        {t.sendTitle}
      </h3>
      <p>{t.sendHint(new URL(portal).host)}</p>
      <pre class="check-sent" tabIndex={0} aria-label={t.sendText}>
        {reportText(report, language)}
      </pre>
      <details>
        <summary>{t.sendData}</summary>
        <pre class="check-sent" tabIndex={0} aria-label={t.sendData}>
          {JSON.stringify(report, null, 2)}
        </pre>
      </details>
      <div class="buttons">
        <button class="button button-primary" type="button" data-action="agree" onClick={() => onAnswer(true)}>
          {t.agree}
        </button>
        <button class="button" type="button" data-action="decline" onClick={() => onAnswer(false)}>
          {t.decline}
        </button>
      </div>
    </div>
  )
}
