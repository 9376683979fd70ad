import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import { say } from '../../../core/i18n/text.ts'
import type { SupportReportView } from '../../../core/protocol/support-reports.ts'
import { changedFields } from '../../../core/support-reports/compare.ts'
import { longestWhy, returnReasonCodes, returnReasons } from '../../../core/support-reports/reason-templates.ts'
import {
  type ReviewerMove,
  reviewerMoves,
  supportMove,
  supportMovesFrom,
} from '../../../core/support-reports/states.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Select } from '../../components/select.tsx'
import { TextArea } from '../../components/text-area.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { AttachmentList } from '../announcements/attachment-list.tsx'
import { describeContent } from '../support-reports/describe-content.ts'
import { ConsentTable, HistoryTable, LawPart, ReportFacts } from '../support-reports/report-parts.tsx'
import { supportTexts } from '../support-reports/support-texts.ts'
import { FormDialog } from './form-dialog.tsx'
import { reviewTexts } from './support-review-texts.ts'

/** One report as the bureau looks at it; a copy is read alone. */
export function SupportReview({
  report,
  isCopy,
  onChange,
  onBack,
}: {
  report: SupportReportView
  isCopy: boolean
  onChange: (report: SupportReportView, message?: string) => void
  onBack: () => void
}): JSX.Element {
  const t = useTexts(reviewTexts)
  const s = useTexts(supportTexts)
  const language = useLanguage()
  const call = useSignedInCall()
  const { change, run } = useChange()
  const [asking, setAsking] = useState<ReviewerMove>()
  const [late, setLate] = useState<CodedError>()
  const { id, version, state } = report
  const number = report.number ?? ''
  const close = () => setAsking(undefined)
  /** When somebody else was faster, the report is shown as it is now, with the word that nothing was done. */
  const make = async (move: ReviewerMove, reason: string | null = null) => {
    setLate(undefined)
    try {
      const moved = await call('POST /api/staff/support-reports/move', { id, version, move, reason })
      onChange(moved, t.done(say(supportMove(move).label, language), number))
    } catch (error) {
      if (!isCoded(error, 'ERR_REQUEST_SUPPORT_STATE') && !isCoded(error, 'ERR_REQUEST_CONFLICT')) throw error
      onChange(await call('GET /api/staff/support-reports/report', { id }))
      setLate(error)
    }
    close()
  }
  const open = isCopy ? [] : reviewerMoves.filter((move) => supportMovesFrom(state, 'reviewer').includes(move))
  return (
    <section class="box stack" aria-labelledby="support-review">
      <h2 id="support-review">{t.title(number)}</h2>
      <ReportFacts report={report} />
      {report.before && <Changes report={report} before={report.before} />}
      <AttachmentList
        attachments={report.files}
        addressOf={async (attachment) =>
          (await call('POST /api/staff/support-reports/file', { id, attachment })).address
        }
      />
      <LawPart report={report} recorded />
      <ConsentTable report={report} />
      {late && <ErrorPanel error={late} takeFocus />}
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <div class="row">
        {open.map((move) => (
          <Button
            key={move}
            kind={move === 'return' ? 'danger' : 'primary'}
            disabled={change.state === 'working'}
            onClick={() => (move === 'take-up' ? void run(() => make(move)) : setAsking(move))}
          >
            {say(supportMove(move).label, language)}
          </Button>
        ))}
        <Button onClick={onBack}>{s.back}</Button>
      </div>
      <HistoryTable report={report} />
      {asking === 'pass' && (
        <FormDialog title={t.title(number)} save={t.pass} isRight onSave={() => make('pass')} onClose={close}>
          {() => <p>{t.passes}</p>}
        </FormDialog>
      )}
      {asking === 'return' && (
        <ReturnDialog title={t.title(number)} onReturn={(reason) => make('return', reason)} onClose={close} />
      )}
    </section>
  )
}

/** Side by side: what stood in each field, and what stands there now. */
function Changes({
  report,
  before,
}: {
  report: SupportReportView
  before: NonNullable<SupportReportView['before']>
}): JSX.Element {
  const t = useTexts(reviewTexts)
  const s = useTexts(supportTexts)
  const language = useLanguage()
  const changed = changedFields(before, report.content)
  const old = describeContent(before, report, language)
  const rows = describeContent(report.content, report, language).map(({ field, name, text }) => ({
    field,
    name,
    after: text,
    before: old.find((it) => it.field === field)?.text ?? '',
    isChanged: changed.includes(field),
  }))
  const cell = (text: string, isChanged: boolean) => (
    <span class={isChanged ? 'support-changed' : undefined}>{text || s.empty}</span>
  )
  return (
    <section class="stack" aria-labelledby="support-changes">
      <h3 id="support-changes">{t.changes}</h3>
      <p>{t.changedCount(changed.length)}</p>
      <DataTable
        caption={t.changes}
        rows={rows}
        rowKey={({ field }) => field}
        columns={[
          { key: 'name', title: t.field, isRowHeader: true, text: ({ name }) => name },
          { key: 'before', title: t.before, cell: ({ before: text, isChanged }) => cell(text, isChanged) },
          { key: 'after', title: t.after, cell: ({ after: text, isChanged }) => cell(text, isChanged) },
          { key: 'mark', title: t.mark, text: ({ isChanged }) => (isChanged ? t.changed : t.same) },
        ]}
      />
    </section>
  )
}

function ReturnDialog({
  title,
  onReturn,
  onClose,
}: {
  title: string
  onReturn: (reason: string) => Promise<void>
  onClose: () => void
}): JSX.Element {
  const t = useTexts(reviewTexts)
  const s = useTexts(supportTexts)
  const language = useLanguage()
  const [template, setTemplate] = useState('')
  const [reason, setReason] = useState('')
  const isRight = reason.trim() !== '' && reason.length <= longestWhy
  return (
    <FormDialog
      title={title}
      save={t.sendBack}
      isRight={isRight}
      onSave={() => onReturn(reason.trim())}
      onClose={onClose}
    >
      {(tried) => (
        <>
          <Select
            id="return-template"
            label={t.template}
            options={[
              { value: '', label: t.noTemplate },
              ...returnReasonCodes.map((value) => ({ value, label: say(returnReasons[value], language) })),
            ]}
            value={template}
            onChange={(value) => {
              setTemplate(value)
              const chosen = returnReasonCodes.find((code) => code === value)
              // The applicant reads Chinese, in whatever language the bureau works.
              if (chosen) setReason(returnReasons[chosen].zhTW)
            }}
          />
          <TextArea
            id="return-why"
            label={t.why}
            required
            autofocus
            most={longestWhy}
            error={tried && !isRight ? s.whyNeeded : undefined}
            value={reason}
            onInput={setReason}
          />
        </>
      )}
    </FormDialog>
  )
}
