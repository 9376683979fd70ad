import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import { say } from '../../../core/i18n/text.ts'
import { movesFrom, samStates } from '../../../core/portal/sam-applications.ts'
import type { ModuleApplication } from '../../../core/protocol/sam.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { Day } from '../../components/date-time.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Facts } from '../../components/facts.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { FormDialog } from './form-dialog.tsx'
import { moduleTexts, reviewDoneTexts, reviewMoveTexts } from './module-texts.ts'

type ReviewMove = keyof typeof reviewMoveTexts
type Call = ReturnType<typeof useSignedInCall>

const make: Readonly<
  Record<ReviewMove, (call: Call, applicationId: string, reason: string) => Promise<ModuleApplication>>
> = {
  'take-up': (call, applicationId) => call('POST /api/staff/modules/take-up', { applicationId }),
  pass: (call, applicationId) => call('POST /api/staff/modules/pass', { applicationId }),
  fail: (call, applicationId, reason) => call('POST /api/staff/modules/fail', { applicationId, reason }),
  'confirm-revocation': (call, applicationId) => call('POST /api/staff/modules/revoke', { applicationId }),
}

const isReviewMove = (move: string): move is ReviewMove => Object.hasOwn(reviewMoveTexts, move)

/** One application, with the moves that a reviewer has from its state. What cannot be undone is asked about. */
export function ModuleReview({
  application,
  onChange,
  onBack,
}: {
  application: ModuleApplication
  onChange: (changed: ModuleApplication, message?: string) => void
  onBack: () => void
}): JSX.Element {
  const t = useTexts(moduleTexts)
  const m = useTexts(reviewMoveTexts)
  const d = useTexts(reviewDoneTexts)
  const call = useSignedInCall()
  const { change, run } = useChange()
  const [asking, setAsking] = useState<ReviewMove>()
  const [late, setLate] = useState<CodedError>()
  const { id, number, state, module } = application
  const close = () => setAsking(undefined)
  /** When somebody else was faster, the application is shown as it is now, with the word that nothing was done. */
  const move = async (wanted: ReviewMove, reason = '') => {
    setLate(undefined)
    try {
      onChange(await make[wanted](call, id, reason), d[wanted](number))
    } catch (error) {
      if (!isCoded(error, 'ERR_SAM_STATE')) throw error
      onChange(await call('GET /api/staff/module', { applicationId: id }))
      setLate(error)
    }
    close()
  }
  const press = (wanted: ReviewMove) => (wanted === 'take-up' ? void run(() => move(wanted)) : setAsking(wanted))
  return (
    <section class="box stack" aria-labelledby="application">
      <h2 id="application">{t.title(number)}</h2>
      <ApplicationFacts application={application} />
      {late && <ErrorPanel error={late} takeFocus />}
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <div class="row">
        {movesFrom(state, 'reviewer')
          .filter(isReviewMove)
          .map((wanted) => (
            <Button
              key={wanted}
              kind={wanted === 'take-up' || wanted === 'pass' ? 'primary' : 'danger'}
              disabled={change.state === 'working'}
              onClick={() => press(wanted)}
            >
              {m[wanted]}
            </Button>
          ))}
        <Button onClick={onBack}>{t.back}</Button>
      </div>
      {asking === 'fail' && <FailDialog onFail={(reason) => move('fail', reason)} onClose={close} />}
      {asking === 'pass' && (
        <FormDialog title={t.title(number)} save={m.pass} isRight onSave={() => move('pass')} onClose={close}>
          {() => <p>{t.passes}</p>}
        </FormDialog>
      )}
      {asking === 'confirm-revocation' && (
        <ConfirmDialog
          title={t.title(number)}
          confirm={m['confirm-revocation']}
          onClose={close}
          onConfirm={() => move('confirm-revocation')}
        >
          <p>{t.revokes(module?.code ?? '')}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}

function ApplicationFacts({ application }: { application: ModuleApplication }): JSX.Element {
  const t = useTexts(moduleTexts)
  const language = useLanguage()
  const { institution, contact, module } = application
  return (
    <Facts
      facts={[
        [t.state, say(samStates[application.state], language)],
        [t.institution, `${institution.code} ${institution.name}`],
        [t.filedAt, <Day key="filed" iso={application.filedAt} />],
        [t.contact, contact.name],
        [t.phone, contact.phone],
        [t.mobile, contact.mobile || null],
        [t.email, contact.email],
        [t.reviewedAt, application.reviewedAt && <Day key="reviewed" iso={application.reviewedAt} />],
        [t.reason, application.reason],
        [t.module, module && <code key="module">{module.code}</code>],
        [t.ends, module && <Day key="ends" iso={module.ends} />],
      ]}
    />
  )
}

function FailDialog({
  onFail,
  onClose,
}: {
  onFail: (reason: string) => Promise<void>
  onClose: () => void
}): JSX.Element {
  const t = useTexts(moduleTexts)
  const m = useTexts(reviewMoveTexts)
  const [reason, setReason] = useState('')
  const isRight = reason.trim() !== ''
  return (
    <FormDialog title={m.fail} save={m.fail} isRight={isRight} onSave={() => onFail(reason.trim())} onClose={onClose}>
      {(tried) => (
        <TextField
          id="module-reason"
          label={t.reason}
          required
          autofocus
          autocomplete="off"
          maxLength={200}
          hint={t.reasonHint}
          error={tried && !isRight ? t.reasonEmpty : undefined}
          value={reason}
          onInput={setReason}
        />
      )}
    </FormDialog>
  )
}
