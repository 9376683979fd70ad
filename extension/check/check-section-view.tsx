import type { CheckId } from '../../core/check/check-rows.ts'
import { translate, type Language } from '../../core/i18n/text.ts'
import type { CheckSummary, SummaryRow } from './check-summary.ts'
import { MarkIcon } from './mark-icon.tsx'
import { sectionTexts } from './section-texts.ts'
import './mark.css'
import './check-section.css'

type Open = (row?: CheckId) => void

/** A check in a few lines. The popup draws its first rows by this before there is anything to open them: no hooks here. */
export function CheckSectionView(props: {
  readonly language: Language
  /** `last`: what was known when the popup was last open, until it is known anew. */
  readonly state: 'last' | 'checking' | 'checked'
  readonly summary: CheckSummary
  /** When the last check was. */
  readonly when?: string | undefined
  /** Opens the whole check, at a row where one is named. Without it nothing here is a button. */
  readonly open?: Open | undefined
}) {
  const { language, state, summary, when, open } = props
  const { mark } = summary
  const t = translate(sectionTexts, language)
  return (
    <section class="check-section" aria-labelledby="check-section" aria-busy={state !== 'checked'} data-state={state}>
      <div class="check-section-head">
        <h2 id="check-section" class="popup-heading">
          {t.title}
        </h2>
        {when !== undefined && <p class="check-section-when">{t.lastCheck(when)}</p>}
      </div>
      <p role="status" class="check-section-word" data-red={mark === 'fail'}>
        {mark && <MarkIcon mark={mark} language={language} />}
        <span>{summary.word}</span>
      </p>
      {/* It scrolls: a keyboard reaches it by its buttons, or by itself. */}
      <ul tabindex={open ? undefined : 0}>
        {summary.rows.map((row) => (
          <li key={row.id}>
            <Row row={row} language={language} open={open} />
          </li>
        ))}
      </ul>
      <div class="check-section-foot">
        {open && (
          <button class="button button-small" type="button" onClick={() => open()}>
            {t.openWhole}
          </button>
        )}
        {state === 'last' && <p class="check-section-busy">{t.checking}</p>}
      </div>
    </section>
  )
}

function Row({
  row,
  language,
  open,
}: {
  readonly row: SummaryRow
  readonly language: Language
  readonly open: Open | undefined
}) {
  const content = (
    <>
      <MarkIcon mark={row.mark} language={language} />
      <span>
        <b>{row.label}</b>
        <span>{row.current}</span>
      </span>
    </>
  )
  return open ? (
    <button class="check-section-row" type="button" onClick={() => open(row.id)}>
      {content}
    </button>
  ) : (
    <div class="check-section-row">{content}</div>
  )
}
