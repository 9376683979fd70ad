import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { actions } from '../../../core/portal/actions.ts'
import type { SupportReportView } from '../../../core/protocol/support-reports.ts'
import { longestWhy } from '../../../core/support-reports/reason-templates.ts'
import {
  type ApplicantMove,
  applicantMoves,
  isWritable,
  supportMove,
  supportMovesFrom,
} from '../../../core/support-reports/states.ts'
import { Button } from '../../components/button.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Link } from '../../components/link.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { TextArea } from '../../components/text-area.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { saveFrom } from '../../state/save-file.ts'
import { useServices } from '../../state/services.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { useStore } from '../../state/use-store.ts'
import { AttachmentList } from '../announcements/attachment-list.tsx'
import { FormDialog } from '../staff/form-dialog.tsx'
import { ReportForm } from './report-form.tsx'
import { ConsentTable, HistoryTable, LawPart, ProgressLine, ReportFacts } from './report-parts.tsx'
import { ownTexts } from './support-reports-texts.ts'
import { supportTexts } from './support-texts.ts'

/** One report: its form while it is written, and what became of it. */
export function SupportReportPage(): JSX.Element {
  const language = useLanguage()
  const { part } = useStore(useServices().router)
  return (
    <SignedInPage path="/support-reports/report" title={say(actions['report-support'].label, language)}>
      {() => <Report key={part} id={part} />}
    </SignedInPage>
  )
}

function Report({ id }: { id: string }): JSX.Element {
  const t = useTexts(supportTexts)
  const { loaded, take, ask } = useAnswer('GET /api/support-reports/report', { id })
  return (
    <>
      <p>
        <Link to="/support-reports">{t.back}</Link>
      </p>
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {(report) => <Loaded report={report} onChange={take} />}
      </LoadedPart>
    </>
  )
}

function Loaded({
  report,
  onChange,
}: {
  report: SupportReportView
  onChange: (report: SupportReportView) => void
}): JSX.Element {
  const t = useTexts(supportTexts)
  const o = useTexts(ownTexts)
  const language = useLanguage()
  const call = useSignedInCall()
  const [done, setDone] = useState<string>()
  const writes = isWritable(report.state)
  return (
    <>
      <ProgressLine percent={report.progress} />
      <DoneNotice message={done} />
      {writes ? (
        <ReportForm
          key={report.state}
          report={report}
          onChange={onChange}
          onSent={(sent) => {
            onChange(sent)
            setDone(o.sent(sent.number ?? ''))
          }}
        />
      ) : (
        <section class="box stack" aria-labelledby="support-report">
          <h2 id="support-report">{o.formOf(report.number ?? '')}</h2>
          <ReportFacts report={report} />
          <AttachmentList
            attachments={report.files}
            addressOf={async (attachment) =>
              (await call('POST /api/support-reports/file', { id: report.id, attachment })).address
            }
          />
          <LawPart report={report} recorded />
        </section>
      )}
      <Moves
        report={report}
        onMoved={(moved, move) => {
          onChange(moved)
          setDone(o.moved(say(supportMove(move).label, language)))
        }}
      />
      {(report.consents.length > 0 || report.history.length > 0) && (
        <section class="box stack" aria-label={t.history}>
          <ConsentTable report={report} />
          <HistoryTable report={report} />
        </section>
      )}
    </>
  )
}

/** What else can be done to it: sending is the form's. */
function Moves({
  report,
  onMoved,
}: {
  report: SupportReportView
  onMoved: (report: SupportReportView, move: ApplicantMove) => void
}): JSX.Element {
  const o = useTexts(ownTexts)
  const language = useLanguage()
  const call = useSignedInCall()
  const { router } = useServices()
  const { change, run } = useChange()
  const [cancels, setCancels] = useState(false)
  const working = change.state === 'working'
  const { id, version, state, number } = report
  const open = applicantMoves.filter((move) => move !== 'send' && supportMovesFrom(state, 'applicant').includes(move))
  const make = async (move: ApplicantMove, reason: string | null = null) =>
    onMoved(await call('POST /api/support-reports/move', { id, version, move, reason, knowsWarnings: false }), move)
  return (
    <div class="stack">
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <div class="row">
        {number !== null && (
          <Button
            disabled={working}
            onClick={() =>
              void run(async () => saveFrom((await call('POST /api/support-reports/print', { id })).address))
            }
          >
            {o.print}
          </Button>
        )}
        {open.map((move) => (
          <Button
            key={move}
            kind={move === 'cancel' || move === 'drop-change' ? 'danger' : 'secondary'}
            disabled={working}
            onClick={() => (move === 'cancel' ? setCancels(true) : void run(() => make(move)))}
          >
            {say(supportMove(move).label, language)}
          </Button>
        ))}
        <Button
          kind="quiet"
          disabled={working}
          onClick={() =>
            void run(async () => {
              const { id: draft } = await call('POST /api/support-reports', { like: id })
              router.navigate('/support-reports/report', { part: draft })
            })
          }
        >
          {o.like}
        </Button>
      </div>
      {cancels && (
        <CancelDialog
          onCancel={async (reason) => {
            await make('cancel', reason)
            setCancels(false)
          }}
          onClose={() => setCancels(false)}
        />
      )}
    </div>
  )
}

function CancelDialog({
  onCancel,
  onClose,
}: {
  onCancel: (reason: string) => Promise<void>
  onClose: () => void
}): JSX.Element {
  const o = useTexts(ownTexts)
  const t = useTexts(supportTexts)
  const language = useLanguage()
  const [reason, setReason] = useState('')
  const isRight = reason.trim() !== '' && reason.length <= longestWhy
  return (
    <FormDialog
      title={o.cancelTitle}
      save={say(supportMove('cancel').label, language)}
      isRight={isRight}
      onSave={() => onCancel(reason.trim())}
      onClose={onClose}
    >
      {(tried) => (
        <>
          <p>{o.cancelLead}</p>
          <TextArea
            id="cancel-why"
            label={o.cancelWhy}
            required
            autofocus
            most={longestWhy}
            error={tried && !isRight ? t.whyNeeded : undefined}
            value={reason}
            onInput={setReason}
          />
        </>
      )}
    </FormDialog>
  )
}
