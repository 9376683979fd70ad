import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { movesFrom } from '../../../core/portal/sam-applications.ts'
import type { OwnModuleApplication } from '../../../core/protocol/sam.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { Day } from '../../components/date-time.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Facts } from '../../components/facts.tsx'
import { confirmed } from '../../state/confirmed.ts'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { ApplicationState } from './application-state.tsx'
import { ModuleSecret } from './module-secret.tsx'
import { detailTexts, listTexts, samTexts, stateHints } from './sam-texts.ts'
import { useDownload } from './use-download.ts'

/** 檢視: one application, with what its representative can do about it now. */
export function ApplicationDetail({
  application,
  onChange,
  onDone,
  onBack,
}: {
  application: OwnModuleApplication
  onChange: (changed: OwnModuleApplication, message?: string) => void
  onDone: (message: string) => void
  onBack: () => void
}): JSX.Element {
  const t = useTexts(detailTexts)
  const l = useTexts(listTexts)
  const s = useTexts(samTexts)
  const language = useLanguage()
  const services = useServices()
  const call = useSignedInCall()
  const [asking, setAsking] = useState<'ask-revocation' | 'reissue'>()
  const { change, download } = useDownload(onDone)
  const { id, number, state, institution, contact, module } = application
  const moves = movesFrom(state, 'applicant')
  const close = () => setAsking(undefined)
  const finish = (changed: OwnModuleApplication, message: string) => {
    close()
    onChange(changed, message)
  }
  const revoke = async () => {
    const body = { applicationId: id }
    const changed = await confirmed(services, 'revoke-module', id, () => call('POST /api/sam/revocation', body))
    finish(changed, t.revoked(number))
  }
  const reissue = async () => {
    const pageKey = await services.moduleKeys.make()
    finish(await call('POST /api/sam/reissue', { applicationId: id, pageKey }), t.reissued(number))
  }
  return (
    <>
      <section class="box stack" aria-labelledby="application">
        <h2 id="application">{t.title(number)}</h2>
        <Facts
          facts={[
            [l.number, <code key="number">{number}</code>],
            [l.filedAt, <Day key="filed" iso={application.filedAt} />],
            [l.state, <ApplicationState key="state" state={state} />],
            [t.institutionCode, institution.code],
            [t.institutionName, institution.name],
            [t.name, contact.name],
            [t.phone, contact.phone],
            [t.mobile, contact.mobile || null],
            [t.email, contact.email],
            [l.reviewedAt, application.reviewedAt && <Day key="reviewed" iso={application.reviewedAt} />],
            [t.reason, application.reason],
            [l.module, module && <code key="module">{module.code}</code>],
            [t.ends, module && <Day key="ends" iso={module.ends} />],
          ]}
        />
        <p class="quiet">{say(stateHints[state], language)}</p>
        {change.state === 'failed' && (
          <ErrorPanel error={change.error} takeFocus remedies={{ reload: { run: onBack } }} />
        )}
        <div class="row">
          {state === 'ready' && (
            <Button kind="primary" disabled={change.state === 'working'} onClick={() => void download(id)}>
              {l.download}
            </Button>
          )}
          {moves.includes('reissue') && <Button onClick={() => setAsking('reissue')}>{t.reissue}</Button>}
          {moves.includes('ask-revocation') && (
            <Button kind="danger" onClick={() => setAsking('ask-revocation')}>
              {t.revoke}
            </Button>
          )}
          <Button onClick={onBack}>{s.back}</Button>
        </div>
      </section>
      {state === 'ready' && <ModuleSecret application={application} onTaken={onChange} />}
      {asking === 'ask-revocation' && (
        <ConfirmDialog title={t.revokeTitle(module?.code ?? '')} confirm={t.revoke} onClose={close} onConfirm={revoke}>
          <p>{t.revokeLoses}</p>
          <p>{t.revokeSigns}</p>
        </ConfirmDialog>
      )}
      {asking === 'reissue' && (
        <ConfirmDialog
          title={t.reissueTitle(module?.code ?? '')}
          confirm={t.reissue}
          onClose={close}
          onConfirm={reissue}
        >
          <p>{t.reissueLoses}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
