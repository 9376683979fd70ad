import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { claimsOutputCodes, claimsOutputs } from '../../../core/claims/submission.ts'
import { say } from '../../../core/i18n/text.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { DateTime, Day } from '../../components/date-time.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Facts } from '../../components/facts.tsx'
import { Link } from '../../components/link.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Paging } from '../../components/paging.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { saveFrom } from '../../state/save-file.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { claimsTexts } from './claims-texts.ts'
import { ResultNotice } from './result-notice.tsx'
import { RuleTable } from './rule-table.tsx'

/** What was found in one file, by rule. */
export function ClaimsResult({ id }: { id: string }): JSX.Element {
  const t = useTexts(claimsTexts)
  const { loaded, ask } = useAnswer('GET /api/claims/results', { id })
  const [rule, setRule] = useState<string>()
  return (
    <>
      <p>
        <Link to="/claims/results">{t.back}</Link>
      </p>
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ file, result }) => (
          <>
            <section class="box stack" aria-labelledby="claims-result" data-result={file.state}>
              <h2 id="claims-result" class="claims-file">
                {t.result(file.name)}
              </h2>
              <ResultNotice result={result} />
              <Facts
                facts={[
                  [t.receivedAt, file.receivedAt && <DateTime iso={file.receivedAt} />],
                  [t.keptUntil, <Day key="until" iso={file.expiresAt} />],
                ]}
              />
              {result.rules.length > 0 && <Outputs id={id} />}
              <RuleTable rules={result.rules} onShow={setRule} />
            </section>
            {rule !== undefined && (
              <Findings key={rule} id={id} of={result.rules.find((it) => it.rule === rule)} rule={rule} />
            )}
          </>
        )}
      </LoadedPart>
    </>
  )
}

function Outputs({ id }: { id: string }): JSX.Element {
  const t = useTexts(claimsTexts)
  const language = useLanguage()
  const call = useSignedInCall()
  const { change, run } = useChange()
  return (
    <>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <div class="row" role="group" aria-label={t.download}>
        <span>{t.download}</span>
        {claimsOutputCodes.map((output) => (
          <Button
            key={output}
            disabled={change.state === 'working'}
            onClick={() =>
              void run(async () => saveFrom((await call('POST /api/claims/results/file', { id, output })).address))
            }
          >
            {say(claimsOutputs[output].label, language)}
          </Button>
        ))}
      </div>
    </>
  )
}

function Findings({
  id,
  rule,
  of,
}: {
  id: string
  rule: string
  of: { readonly given: number; readonly count: number } | undefined
}): JSX.Element {
  const t = useTexts(claimsTexts)
  const { loaded, ask } = useAnswer('GET /api/claims/results/findings', { id, rule })
  return (
    <section class="box stack" aria-labelledby="claims-findings" data-findings={rule}>
      <h2 id="claims-findings">{t.findingsOf(rule)}</h2>
      {of && of.given < of.count && <p>{t.notAll(of.given, of.count)}</p>}
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ findings, page, pages }) => (
          <>
            <DataTable
              caption={t.findingsOf(rule)}
              rows={findings}
              rowKey={({ at, field, case: number, order }) => `${at} ${field} ${number} ${order}`}
              columns={[
                { key: 'place', title: t.place, isRowHeader: true, text: ({ path }) => path },
                { key: 'case', title: t.caseNumber, text: (it) => it.case || '' },
                { key: 'field', title: t.field, text: ({ field }) => field },
                { key: 'value', title: t.value, text: ({ value }) => value },
                { key: 'expected', title: t.expected, text: ({ expected }) => expected },
              ]}
            />
            <Paging page={page} pages={pages} onGo={(to) => void ask({ id, rule, page: String(to) })} />
          </>
        )}
      </LoadedPart>
    </section>
  )
}
