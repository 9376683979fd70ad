import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { readReportCode } from '../../../core/check/report-code.ts'
import { isCoded } from '../../../core/errors/coded-error.ts'
import type { FoundReport } from '../../../core/protocol/staff.ts'
import { Button } from '../../components/button.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { FetchingPart } from '../../components/fetching-part.tsx'
import { lazy } from '../../components/lazy.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useTexts } from '../../state/language.ts'
import { useChange } from '../../state/use-change.ts'
import { useFocusOnFault } from '../../state/use-focus-on-fault.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { StaffPage } from './staff-page.tsx'
import { reportTexts, staffTexts } from './staff-texts.ts'

const CheckReport = lazy(async () => (await import('./check-report.tsx')).CheckReport, FetchingPart)

/** 檢測報告查詢: a report of the settings check, found by the code that its sender was shown. */
export const CheckReportsPage = (): JSX.Element => (
  <StaffPage path="/staff/check-reports">{() => <CheckReports />}</StaffPage>
)

function CheckReports(): JSX.Element {
  const t = useTexts(reportTexts)
  const s = useTexts(staffTexts)
  const call = useSignedInCall()
  const { change, run } = useChange()
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(0)
  const [found, setFound] = useState<FoundReport | { readonly notFound: string }>()
  const form = useRef<HTMLFormElement>(null)
  useFocusOnFault(form, tried)
  const code = readReportCode(typed)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(tried + 1)
    setFound(undefined)
    if (code === undefined) return
    void run(async () => {
      try {
        setFound(await call('POST /api/staff/check-reports', { code }))
      } catch (error) {
        if (!isCoded(error, 'ERR_REQUEST_NOT_FOUND')) throw error
        setFound({ notFound: code })
      }
    })
  }
  return (
    <>
      <p>{t.lead}</p>
      <form class="box stack" noValidate role="search" onSubmit={submit} ref={form}>
        <TextField
          id="report-code"
          label={t.code}
          required
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={20}
          error={tried > 0 && code === undefined ? t.codeWrong : undefined}
          value={typed}
          onInput={setTyped}
        />
        <div class="row">
          <Button kind="primary" submit disabled={change.state === 'working'}>
            {change.state === 'working' ? s.working : s.search}
          </Button>
        </div>
      </form>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <div role="status">
        {found && 'notFound' in found && <p>{t.notFound(found.notFound)}</p>}
        {found && 'code' in found && <CheckReport found={found} />}
      </div>
    </>
  )
}
