import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { Icd10Answer } from '../../../core/protocol/claims.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Notice } from '../../components/notice.tsx'
import { TextArea } from '../../components/text-area.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { ClaimsPage } from './claims-page.tsx'
import { icd10Texts } from './claims-texts.ts'

/** ICD-10-CM/PCS有效碼檢測作業 */
export const Icd10Page = (): JSX.Element => <ClaimsPage path="/claims/icd-10">{() => <Check />}</ClaimsPage>

const mostCodes = 500
/** As many codes of the greatest length, one on each line. */
const mostSigns = 9 * mostCodes

function Check(): JSX.Element {
  const t = useTexts(icd10Texts)
  const { clock } = useServices()
  const call = useSignedInCall()
  const [typed, setTyped] = useState('')
  const [day, setDay] = useState(() => taiwanDay(new Date(clock.milliseconds())))
  const [tried, setTried] = useState(false)
  const [answer, setAnswer] = useState<Icd10Answer>()
  const { change, run } = useChange()
  const codes = typed
    .split(/[\s,;、，]+/)
    .filter(Boolean)
    .map((code) => code.slice(0, 20))
  const isWrong = codes.length === 0 || codes.length > mostCodes
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (isWrong || day === '') return
    void run(async () => setAnswer(await call('POST /api/claims/icd-10', { codes, day })))
  }
  const working = change.state === 'working'
  return (
    <>
      <p>{t.lead}</p>
      <form class="box stack" noValidate onSubmit={submit}>
        <TextArea
          id="icd-10-codes"
          label={t.codes}
          hint={t.codesHint}
          required
          most={mostSigns}
          value={typed}
          error={tried && isWrong ? t.codesWrong : undefined}
          onInput={setTyped}
        />
        <TextField id="icd-10-day" label={t.day} type="date" required value={day} onInput={setDay} />
        <div class="row">
          <Button kind="primary" submit disabled={working}>
            {working ? t.checking : t.check}
          </Button>
        </div>
      </form>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <div role="status">{answer && <Answer answer={answer} />}</div>
    </>
  )
}

function Answer({ answer: { size, codes } }: { answer: Icd10Answer }): JSX.Element {
  const t = useTexts(icd10Texts)
  const language = useLanguage()
  if (size === 0) {
    return (
      <Notice tone="warning">
        <p>{t.noList}</p>
      </Notice>
    )
  }
  const valid = codes.filter(({ name }) => name !== null).length
  return (
    <section class="box" aria-label={t.result(codes.length, valid)}>
      <DataTable
        caption={t.result(codes.length, valid)}
        rows={codes.map((it, at) => ({ ...it, at }))}
        rowKey={({ at }) => String(at)}
        exportedAs={{ name: 'icd-10' }}
        columns={[
          { key: 'code', title: t.code, isRowHeader: true, text: ({ code }) => code },
          {
            key: 'state',
            title: t.state,
            text: ({ name, onOtherDays }) => (name ? t.valid : onOtherDays ? t.otherDays : t.unknown),
          },
          { key: 'name', title: t.name, text: ({ name }) => (name ? say(name, language) : '') },
        ]}
      />
    </section>
  )
}
