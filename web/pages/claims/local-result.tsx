import type { JSX } from 'preact'
import { archiveRefusals } from '../../../core/claims/archive-refusals.ts'
import { errorListColumns, errorListRow } from '../../../core/claims/error-list.ts'
import { parseFindingLine } from '../../../core/claims/finding.ts'
import { say, type Language } from '../../../core/i18n/text.ts'
import { byteOrderMark, csvLine } from '../../../core/tables/csv.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { saveFile } from '../../state/save-file.ts'
import { claimsTexts } from './claims-texts.ts'
import type { LocalOutcome } from './local-check.ts'
import { ResultNotice } from './result-notice.tsx'
import { RuleTable } from './rule-table.tsx'

/** What the check on this computer found. */
export function LocalResult({ outcome, fileName }: { outcome: LocalOutcome; fileName: string }): JSX.Element {
  const t = useTexts(claimsTexts)
  const language = useLanguage()
  if ('failed' in outcome) return <Notice>{<p>{t.localFailed}</p>}</Notice>
  if ('refusal' in outcome) {
    return (
      <Notice tone="warning">
        <p>{say(archiveRefusals[outcome.refusal], language)}</p>
      </Notice>
    )
  }
  const { result, lines } = outcome
  return (
    <div class="stack" data-local-result={result.isCorrect ? 'correct' : 'faulty'}>
      <ResultNotice result={result} />
      <RuleTable rules={result.rules} />
      {lines !== '' && (
        <div class="row">
          <Button onClick={() => saveFile(fileName.replace(/\.zip$/i, '.csv'), toList(lines, language), 'text/csv')}>
            {t.download}
          </Button>
        </div>
      )}
    </div>
  )
}

const toList = (lines: string, language: Language): string =>
  byteOrderMark +
  csvLine(errorListColumns(language)) +
  lines
    .split('\n')
    .slice(0, -1)
    .map((line, at) => csvLine(errorListRow(parseFindingLine(line), at + 1, language)))
    .join('')
