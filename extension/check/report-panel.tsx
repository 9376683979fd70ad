import { useState } from 'preact/hooks'
import type { CheckReport } from '../../core/check/check-report.ts'
import { maskReport } from '../../core/check/mask-report.ts'
import { reportText } from '../../core/check/report-text.ts'
import { translate, type Language } from '../../core/i18n/text.ts'
import { SendConsent } from './send-consent.tsx'
import { texts } from './texts.ts'

/** The report for the helpdesk: to send, to print, or to copy as text or JSON. What is sent or copied is masked. */
export function ReportPanel(props: {
  readonly report: CheckReport
  /** Where it is sent; null where there is no portal to send it to. */
  readonly portal: string | null
  readonly language: Language
  readonly copy: (text: string) => Promise<void>
  readonly print: () => void
  readonly send: (report: CheckReport) => void
}) {
  const { report, portal, language } = props
  const t = translate(texts, language)
  const [word, setWord] = useState('')
  const [isAsking, setAsking] = useState(false)
  const copy = (text: string) => {
    void props.copy(text).then(
      () => setWord(t.copied),
      () => setWord(t.notCopied),
    )
  }
  const masked = maskReport(report)
  const answer = (agreed: boolean) => {
    setAsking(false)
    setWord(agreed ? t.sending : '')
    if (agreed) props.send(masked)
  }
  return (
    <section class="panel check-report" aria-labelledby="report">
      <h2 id="report">{t.report}</h2>
      <p class="check-hint">{t.reportHint}</p>
      <div class="buttons">
        {portal !== null && (
          <button
            class="button button-small"
            type="button"
            data-action="send"
            aria-expanded={isAsking}
            onClick={() => setAsking(true)}
          >
            {t.send}
          </button>
        )}
        <button class="button button-small" type="button" data-action="print" onClick={props.print}>
          {t.print}
        </button>
        <button
          class="button button-small"
          type="button"
          data-action="copy-text"
          onClick={() => copy(reportText(masked, language))}
        >
          {t.copyText}
        </button>
        <button
          class="button button-small"
          type="button"
          data-action="copy-json"
          onClick={() => copy(JSON.stringify(masked, null, 2))}
        >
          {t.copyJson}
        </button>
      </div>
      {isAsking && portal !== null && (
        <SendConsent report={masked} portal={portal} language={language} onAnswer={answer} />
      )}
      <p class="panel-status" role="status">
        {word}
      </p>
    </section>
  )
}
