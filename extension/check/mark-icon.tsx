import type { CheckMark } from '../../core/check/check-row.ts'
import { markTexts } from '../../core/check/mark-texts.ts'
import { say, type Language } from '../../core/i18n/text.ts'

/** One drawing for each mark: told by its shape as well as by its colour. */
const drawings: Readonly<Record<CheckMark, string>> = {
  ok: 'M5 12.5l4.5 4.5L19 7.5',
  warn: 'M12 6v8M12 17.5v.5',
  fail: 'M7 7l10 10M17 7L7 17',
  'not-needed': 'M7 12h10',
  unknown: 'M9 9.5a3 3 0 1 1 4.2 2.7c-.8.4-1.2 1-1.2 1.8M12 17.5v.5',
}

export function MarkIcon({ mark, language }: { readonly mark: CheckMark; readonly language: Language }) {
  return (
    <svg class="mark" data-mark={mark} viewBox="0 0 24 24" role="img" aria-label={say(markTexts[mark], language)}>
      <circle cx="12" cy="12" r="11" />
      <path d={drawings[mark]} />
    </svg>
  )
}
