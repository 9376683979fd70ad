import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { passwordKindOf } from '../../../core/portal/password-kind-of.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { Button } from '../../components/button.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Link } from '../../components/link.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { proceed, takeOver } from '../../state/session.ts'
import { useSession } from '../../state/use-session.ts'
import { ChangeForm } from './change-form.tsx'
import { passwordTexts } from './passwords-texts.ts'
import './passwords-page.css'

const stateNames = { loading: 'checking', ready: 'ready', failed: 'failed' } as const

/** 變更密碼: the holder changes the password that opened the session; the only page there is until it is their own. */
export function PasswordsPage(): JSX.Element {
  const t = useTexts(passwordTexts)
  const services = useServices()
  const session = useSession()
  return (
    <PageMain page="passwords" state={stateNames[session.state]} title={t.title}>
      {session.state === 'failed' && (
        <ErrorPanel
          error={session.error}
          remedies={{ retry: { run: () => void session.ask() }, reload: { run: services.reload } }}
        />
      )}
      {session.state === 'loading' && <Waiting>{t.loading}</Waiting>}
      {session.state === 'ready' && <Change view={session.value} />}
    </PageMain>
  )
}

function Change({ view }: { view: SessionView }): JSX.Element {
  const t = useTexts(passwordTexts)
  const services = useServices()
  const [done, setDone] = useState(false)
  const kind = passwordKindOf(view)
  if (kind === undefined) {
    return (
      <div class="box stack passwords-form">
        <p>{t.none}</p>
        <p>
          <Link to="/home">{t.home}</Link>
        </p>
      </div>
    )
  }
  if (done) return <Done onGoOn={() => proceed(services, view)} />
  return (
    <>
      {view.passwordChange !== 'none' && (
        <Notice tone="warning">
          <p>{t[view.passwordChange]}</p>
        </Notice>
      )}
      <ChangeForm
        kind={kind}
        view={view}
        onChanged={(changed) => {
          setDone(true)
          takeOver(services, changed)
        }}
        onLater={view.passwordChange === 'advised' ? () => proceed(services, view) : undefined}
      />
    </>
  )
}

/** The form is gone with the focus in it: it goes to what comes next. */
function Done({ onGoOn }: { onGoOn: () => void }): JSX.Element {
  const t = useTexts(passwordTexts)
  const next = useRef<HTMLDivElement>(null)
  useEffect(() => next.current?.querySelector('button')?.focus(), [])
  return (
    <div class="stack passwords-form">
      <Notice tone="ok" live>
        <p>{t.done}</p>
      </Notice>
      <div class="row" ref={next}>
        <Button kind="primary" large onClick={onGoOn}>
          {t.goOn}
        </Button>
      </div>
    </div>
  )
}
