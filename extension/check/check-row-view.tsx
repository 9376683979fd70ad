import type { CheckAction, CheckSystem } from '../../core/check/check-row.ts'
import type { CheckResult } from '../../core/check/check-result.ts'
import { checkRow } from '../../core/check/check-rows.ts'
import { findingOf } from '../../core/check/marks.ts'
import { stepsFor } from '../../core/check/report-text.ts'
import { fillIn, say, type Text, translate, type Language } from '../../core/i18n/text.ts'
import { actionTexts } from './action-texts.ts'
import { MarkIcon } from './mark-icon.tsx'
import { texts } from './texts.ts'

/** One row: its mark, what is and what should be; opened, why and what to do. */
export function CheckRowView(props: {
  readonly result: CheckResult
  readonly language: Language
  readonly system: CheckSystem
  /** Whoever opened the page points at it. */
  readonly isAskedFor: boolean
  readonly isOpen: boolean
  readonly canFix: boolean
  readonly onFix: () => void
  readonly onAction: (action: CheckAction) => void
}) {
  const { result, language } = props
  const row = checkRow(result.id)
  const finding = findingOf(result)
  const t = translate(texts, language)
  const words = (text: Text) => fillIn(say(text, language), result.details)
  const label = say(row.label, language)
  const steps = finding.remedy ? stepsFor(finding.remedy, props.system) : []
  const { action } = finding
  return (
    <details
      class="check-row"
      id={result.id}
      data-mark={finding.mark}
      data-finding={result.finding}
      data-asked={props.isAskedFor}
      open={props.isOpen}
    >
      <summary>
        <MarkIcon mark={finding.mark} language={language} />
        <span class="check-label">
          {row.seed !== undefined && <span class="check-number">{row.seed}</span>}
          {label}
          <span class="check-purpose">{say(row.purpose, language)}</span>
        </span>
        <span class="check-current">
          <span class="check-column">{t.current}</span>
          {words(finding.current)}
        </span>
        <span class="check-wanted">
          <span class="check-column">{t.wanted}</span>
          {words(row.wanted)}
        </span>
      </summary>
      <div class="check-more">
        {result.managed && <p class="check-managed">{t.managed}</p>}
        {finding.cause && (
          <p>
            <b>{t.cause}</b> {words(finding.cause)}
          </p>
        )}
        {steps.length > 0 && (
          <>
            <b>{t.remedy}</b>
            <ol>
              {steps.map((step) => (
                <li key={step.en}>{words(step)}</li>
              ))}
            </ol>
          </>
        )}
        <p class="check-facts">
          <code>{`${result.id}: ${result.finding}`}</code> {t.took(result.milliseconds)}
        </p>
        {(props.canFix || action) && (
          <div class="buttons">
            {props.canFix && (
              <button
                class="button button-small button-primary"
                type="button"
                data-action="fix"
                aria-label={t.fixRow(label)}
                onClick={props.onFix}
              >
                {t.fixOne}
              </button>
            )}
            {action && (
              <button
                class="button button-small"
                type="button"
                data-action={action}
                onClick={() => props.onAction(action)}
              >
                {say(actionTexts[action], language)}
              </button>
            )}
          </div>
        )}
      </div>
    </details>
  )
}
