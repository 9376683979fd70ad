import type { JSX } from 'preact'
import type { ClaimsResult } from '../../../core/claims/check.ts'
import { Notice } from '../../components/notice.tsx'
import { useTexts } from '../../state/language.ts'
import { claimsTexts } from './claims-texts.ts'

type Counts = Pick<ClaimsResult, 'isCorrect' | 'errors' | 'warnings' | 'cases' | 'orders' | 'isWhole'>

/** What a check came to, in a few words. */
export function ResultNotice({ result }: { result: Counts }): JSX.Element {
  const t = useTexts(claimsTexts)
  return (
    <Notice tone={result.isCorrect ? 'ok' : 'warning'}>
      <p>
        <strong>{result.isCorrect ? t.correct : t.faulty(result.errors)}</strong>
        {result.warnings > 0 && ` ${t.warnings(result.warnings)}`}
      </p>
      <p>{t.counts(result.cases, result.orders)}</p>
      {!result.isWhole && <p>{t.notWhole}</p>}
    </Notice>
  )
}
