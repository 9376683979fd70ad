import type { CheckReport } from '../../core/check/check-report.ts'
import { checkRow } from '../../core/check/check-rows.ts'
import { compareReports, lastGood } from '../../core/check/compare-reports.ts'
import { countMark, findingOf, worstMark } from '../../core/check/marks.ts'
import { fillIn, say, translate, type Language } from '../../core/i18n/text.ts'
import { MarkIcon } from './mark-icon.tsx'
import { texts } from './texts.ts'

/** Earlier runs, and what is not as it was when all was right. */
export function HistoryPanel(props: {
  /** Newest first. */
  readonly history: readonly CheckReport[]
  readonly language: Language
}) {
  const { history, language } = props
  const t = translate(texts, language)
  const when = (milliseconds: number) => new Date(milliseconds).toLocaleString(language)
  const [newest] = history
  const good = newest && lastGood(history, newest)
  const changes = newest && good ? compareReports(good, newest) : []
  return (
    <section class="panel check-history" aria-labelledby="history">
      <h2 id="history">{t.history}</h2>
      {history.length === 0 && <p class="check-hint">{t.historyNone}</p>}
      {good && (
        <>
          <h3>{t.sinceGood(when(good.madeAt))}</h3>
          {changes.length === 0 && <p class="check-hint">{t.sameAsGood}</p>}
          <ul class="check-changes">
            {changes.map(({ id, before, now }) => (
              <li key={id}>
                <MarkIcon mark={findingOf(now).mark} language={language} />
                <span>
                  {say(checkRow(id).label, language)}：
                  {before && <del>{fillIn(say(findingOf(before).current, language), before.details)}</del>}{' '}
                  <b>{fillIn(say(findingOf(now).current, language), now.details)}</b>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <ol class="check-runs">
        {history.map((report) => (
          <li key={report.madeAt}>
            <MarkIcon mark={worstMark(report.results)} language={language} />
            <time dateTime={new Date(report.madeAt).toISOString()}>{when(report.madeAt)}</time>
            <span class="check-hint">
              {t.counts(countMark(report.results, 'fail'), countMark(report.results, 'warn'))}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
