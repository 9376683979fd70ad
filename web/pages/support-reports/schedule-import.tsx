import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import type { ScheduleCheck } from '../../../core/protocol/support-reports.ts'
import { importFaults, scheduleTemplate } from '../../../core/support-reports/schedule-import.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { formatDay } from '../../components/date-time.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { FileButton } from '../../components/file-button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { saveFile } from '../../state/save-file.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { ownTexts } from './support-reports-texts.ts'
import { supportTexts } from './support-texts.ts'

/** A whole schedule from a file: it is chosen and checked; drafts are made when it is confirmed. */
export function ScheduleImport({ onTaken }: { onTaken: () => void }): JSX.Element {
  const o = useTexts(ownTexts)
  const call = useSignedInCall()
  const [checked, setChecked] = useState<ScheduleCheck>()
  const [done, setDone] = useState<string>()
  const { change, run } = useChange()
  const working = change.state === 'working'
  const check = (file: File) => {
    setChecked(undefined)
    setDone(undefined)
    void run(async () => setChecked(await call('POST /api/support-reports/schedules', { name: file.name }, { file })))
  }
  const take = ({ id, digest }: ScheduleCheck) =>
    void run(async () => {
      const { drafts } = await call('POST /api/support-reports/schedules/confirm', { id, digest })
      setChecked(undefined)
      setDone(o.taken(drafts))
      onTaken()
    })
  const saveTemplate = () =>
    void run(async () => {
      const { byteOrderMark, csvLine } = await import('../../../core/tables/csv.ts')
      saveFile(`${o.templateName}.csv`, byteOrderMark + scheduleTemplate.map(csvLine).join(''), 'text/csv')
    })
  return (
    <div class="stack">
      <p>{o.scheduleLead}</p>
      <div class="row">
        <Button disabled={working} onClick={saveTemplate}>
          {o.template}
        </Button>
        <FileButton id="schedule-file" accept=".csv" disabled={working} onFile={check}>
          {working ? o.checking : o.choose}
        </FileButton>
      </div>
      <DoneNotice message={done} />
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      {checked && <Checked checked={checked} working={working} onTake={() => take(checked)} />}
    </div>
  )
}

function Checked({
  checked,
  working,
  onTake,
}: {
  checked: ScheduleCheck
  working: boolean
  onTake: () => void
}): JSX.Element {
  const o = useTexts(ownTexts)
  const t = useTexts(supportTexts)
  const language = useLanguage()
  const { name, rows, faults, drafts } = checked
  return (
    <section class="stack" aria-labelledby="schedule-check" data-schedule-check>
      <h3 id="schedule-check">{o.checked(name, rows)}</h3>
      {faults.length > 0 && (
        <>
          <Notice tone="warning" live>
            <p>{o.faulty(faults.length)}</p>
          </Notice>
          <DataTable
            caption={o.faults}
            rows={faults}
            rowKey={({ line }) => String(line)}
            exportedAs={{ name: 'schedule-faults' }}
            columns={[
              { key: 'line', title: o.line, isRowHeader: true, text: ({ line }) => line },
              {
                key: 'faults',
                title: o.faults,
                text: ({ faults: why }) => why.map((fault) => say(importFaults[fault], language)).join('；'),
              },
            ]}
          />
        </>
      )}
      {faults.length === 0 && drafts.length > 0 && (
        <>
          <DataTable
            caption={o.drafts(drafts.length)}
            rows={drafts}
            rowKey={({ lines }) => lines.join()}
            columns={[
              {
                key: 'institution',
                title: t.supported,
                isRowHeader: true,
                text: ({ institution }) => `${institution.code} ${institution.name}`,
              },
              {
                key: 'period',
                title: t.period,
                text: ({ firstDay, lastDay }) => t.days(formatDay(firstDay, language), formatDay(lastDay, language)),
              },
              { key: 'hours', title: o.hourCount, text: ({ hours }) => hours },
              { key: 'lines', title: o.lines, text: ({ lines }) => lines.join('、') },
            ]}
          />
          <div class="row">
            <Button kind="primary" disabled={working} onClick={onTake}>
              {o.confirm}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
