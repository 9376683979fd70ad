import type { JSX } from 'preact'
import { formatDay } from '../../components/date-time.tsx'
import { Notice } from '../../components/notice.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { generalTexts } from './general-texts.ts'

/** From three months before 一般登入 ends. */
export function GeneralClosing({ lastDay }: { lastDay: string }): JSX.Element {
  const t = useTexts(generalTexts)
  return (
    <Notice tone="warning">
      <p data-closing={lastDay}>{t.closing(formatDay(lastDay, useLanguage()))}</p>
    </Notice>
  )
}
