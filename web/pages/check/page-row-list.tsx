import type { JSX } from 'preact'
import type { CheckMark } from '../../../core/check/check-row.ts'
import { markTexts } from '../../../core/check/mark-texts.ts'
import { fillIn, say, type Text } from '../../../core/i18n/text.ts'
import { Icon, type IconName } from '../../components/icon.tsx'
import { useLanguage } from '../../state/language.ts'
import type { PageRow } from './page-rows.ts'

const icons: Readonly<Record<CheckMark, IconName>> = {
  ok: 'ok',
  warn: 'warning',
  fail: 'danger',
  'not-needed': 'info',
  unknown: 'info',
}

/** The rows, one below the other: how each stands, and what to do where it is not right. */
export function PageRowList({ rows }: { rows: readonly PageRow[] }): JSX.Element {
  const language = useLanguage()
  return (
    <ul class="page-rows">
      {rows.map(({ id, label, mark, current, cause, steps, details }) => {
        const words = (text: Text) => fillIn(say(text, language), details)
        return (
          <li key={id} data-row={id} data-mark={mark}>
            <Icon name={icons[mark]} />
            <div>
              <p>
                <strong>{say(label, language)}</strong>
                <span class="visually-hidden">{say(markTexts[mark], language)}</span> <span>{words(current)}</span>
              </p>
              {cause && <p class="quiet">{words(cause)}</p>}
              {steps.length > 0 && (
                <ol>
                  {steps.map((step) => (
                    <li key={step.en}>{words(step)}</li>
                  ))}
                </ol>
              )}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
