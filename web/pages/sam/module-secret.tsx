import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { OwnModuleApplication } from '../../../core/protocol/sam.ts'
import { formatSamSecret } from '../../../core/sam/sam-secret.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { secretTexts } from './sam-texts.ts'

/** 開啟碼: shown once, in the browser that filed the application; elsewhere the page says so and fetches nothing. */
export function ModuleSecret({
  application,
  onTaken,
}: {
  application: OwnModuleApplication
  /** The application, whose secret does not wait any more. */
  onTaken: (application: OwnModuleApplication) => void
}): JSX.Element | null {
  const t = useTexts(secretTexts)
  const { moduleKeys } = useServices()
  const call = useSignedInCall()
  const { change, run } = useChange()
  const [canOpen, setCanOpen] = useState<boolean>()
  const [shown, setShown] = useState<string>()
  const { id, pageKey, module } = application
  useEffect(() => {
    let isHere = true
    const look = async () => {
      const has = await moduleKeys.has(pageKey).catch(() => false)
      if (isHere) setCanOpen(has)
    }
    void look()
    return () => {
      isHere = false
    }
  }, [moduleKeys, pageKey])
  if (!module || canOpen === undefined) return null

  const take = () =>
    run(async () => {
      const sealed = await call('POST /api/sam/secret', { applicationId: id, pageKey })
      const secret = await moduleKeys.openSecret(pageKey, sealed)
      setShown(formatSamSecret(secret))
      secret.fill(0)
    })
  const close = () => {
    setShown(undefined)
    onTaken({ ...application, module: { ...module, secretWaits: false } })
  }
  return (
    <section class="box stack" aria-labelledby="module-secret">
      <h2 id="module-secret">{t.title}</h2>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      {!module.secretWaits ? (
        <p data-secret="gone">{t.gone}</p>
      ) : canOpen ? (
        <>
          <p data-secret="waits">{t.waits}</p>
          <div class="row">
            <Button kind="primary" disabled={change.state === 'working'} onClick={() => void take()}>
              {t.show}
            </Button>
          </div>
        </>
      ) : (
        <p data-secret="elsewhere">{t.otherBrowser}</p>
      )}
      {shown !== undefined && <SecretDialog module={module.code} secret={shown} onClose={close} />}
    </section>
  )
}

/** Esc does not close it: what it shows is gone then. */
function SecretDialog({
  module,
  secret,
  onClose,
}: {
  module: string
  secret: string
  onClose: () => void
}): JSX.Element {
  const t = useTexts(secretTexts)
  return (
    <Dialog title={t.dialog(module)} onClose={() => undefined}>
      <p class="module-secret" role="status">
        <code>{secret}</code>
      </p>
      <p>{t.once}</p>
      <div class="row no-print">
        <CopyButton label={t.copy} text={() => secret} />
        <Button kind="quiet" onClick={() => globalThis.print()}>
          {t.print}
        </Button>
      </div>
      <div class="row no-print">
        <Button kind="primary" autofocus onClick={onClose}>
          {t.noted}
        </Button>
      </div>
    </Dialog>
  )
}
