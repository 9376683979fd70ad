import type { ComponentChildren } from 'preact'
import type { CheckGroup } from '../../core/check/check-row.ts'
import type { CheckResult } from '../../core/check/check-result.ts'
import { worstMark } from '../../core/check/marks.ts'
import { say, translate, type Language } from '../../core/i18n/text.ts'
import { groupTexts } from './group-texts.ts'
import { MarkIcon } from './mark-icon.tsx'
import { texts } from './texts.ts'

/** One of the old tool's tabs, with the mark of its worst row; all stand one below the other, to be read and printed whole. */
export function GroupSection(props: {
  readonly group: CheckGroup
  readonly results: readonly CheckResult[]
  readonly language: Language
  readonly children: ComponentChildren
}) {
  const { group, results, language } = props
  const t = translate(texts, language)
  const heading = `group-${group}`
  return (
    <section class="panel check-group" aria-labelledby={heading}>
      <h2 id={heading}>
        <MarkIcon mark={worstMark(results)} language={language} />
        {say(groupTexts[group], language)}
      </h2>
      {/* For the eye alone: each row says its columns' names itself. */}
      <div class="check-columns" aria-hidden="true">
        <span>{t.row}</span>
        <span>{t.current}</span>
        <span>{t.wanted}</span>
      </div>
      {props.children}
    </section>
  )
}
