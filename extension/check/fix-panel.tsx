import { type CheckId, checkRow } from '../../core/check/check-rows.ts'
import { say, translate, type Language } from '../../core/i18n/text.ts'
import type { CheckState } from '../../core/protocol/check.ts'
import { changeTexts } from './change-texts.ts'
import { texts } from './texts.ts'

/** The one button, what it will do, what it did, and the way back. */
export function FixPanel(props: {
  readonly state: CheckState
  /** Rows that the button would set right. */
  readonly fixable: readonly CheckId[]
  readonly language: Language
  readonly onFix: () => void
  readonly onUndo: () => void
}) {
  const { state, fixable, language } = props
  const t = translate(texts, language)
  const label = (id: CheckId) => say(checkRow(id).label, language)
  const final = fixable.filter((id) => !checkRow(id).undo)
  return (
    <section class="check-fix" aria-label={t.fixAll}>
      {!state.fixesAllowed && <p class="notice">{t.fixesForbidden}</p>}
      {state.fixesAllowed && fixable.length > 0 && (
        <>
          <button
            class="button button-primary"
            type="button"
            data-action="fix-all"
            aria-disabled={state.running}
            onClick={state.running ? undefined : props.onFix}
          >
            {t.fixAll}
          </button>
          <p class="check-hint">
            {t.fixHint(fixable.length)} {final.length > 0 && t.noUndo(final.map(label).join('、'))}
          </p>
        </>
      )}
      <div role="status">
        {state.changes.length > 0 && (
          <div class="notice">
            <h2 class="notice-heading">{t.changes}</h2>
            <ul>
              {state.changes.map(({ id, outcome, reason }) => (
                <li key={id} data-changed={id} data-outcome={outcome}>
                  {label(id)}：<b>{say(changeTexts[outcome], language)}</b>
                  {reason !== undefined && <code> {reason}</code>}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      {state.undoable.length > 0 && state.fixesAllowed && (
        <div class="check-undo">
          <button
            class="button button-small"
            type="button"
            data-action="undo"
            aria-disabled={state.running}
            onClick={state.running ? undefined : props.onUndo}
          >
            {t.undo}
          </button>
          <p class="check-hint">{t.undoHint}</p>
        </div>
      )}
    </section>
  )
}
