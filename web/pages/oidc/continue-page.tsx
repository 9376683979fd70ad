import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { pageAddress } from '../../../core/protocol/pages.ts'
import type { AuthorizationOutcome } from '../../../core/protocol/oidc.ts'
import { Button } from '../../components/button.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { type Loaded, toCodedError } from '../../state/loaded.ts'
import { useServices } from '../../state/services.ts'
import { comeBackTo, mustChoose } from '../../state/session.ts'
import { endSession } from '../../state/sign-out.ts'
import { useSession } from '../../state/use-session.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { useStore } from '../../state/use-store.ts'
import { oidcTexts, refusalTexts } from './oidc-texts.ts'

/**
 * Another system has sent the browser here: once it is known who is signed in, and for which institution, the browser goes on.
 * Who is not signed in does so first.
 */
export function ContinuePage(): JSX.Element {
  const t = useTexts(oidcTexts)
  const services = useServices()
  const { router } = services
  const { part } = useStore(router)
  const session = useSession()
  const call = useSignedInCall()
  const [outcome, setOutcome] = useState<Loaded<AuthorizationOutcome>>({ state: 'loading' })
  const asked = useRef(false)
  const view = session.state === 'ready' ? session.value : undefined
  const isToChoose = view !== undefined && mustChoose(view)
  const isKnown = view !== undefined && !isToChoose

  useEffect(() => {
    if (isToChoose) router.navigate('/institution', { query: comeBackTo(router.get()), replace: true })
  }, [isToChoose, router])

  useEffect(() => {
    // An ask is answered once: who is signed in may be told anew meanwhile.
    if (!isKnown || asked.current) return
    asked.current = true
    void (async () => {
      try {
        const value = await call('POST /api/oidc/authorize', { ask: part })
        setOutcome({ state: 'ready', value })
        if (value.outcome === 'granted') services.goElsewhere(value.goTo, { replace: true })
      } catch (error) {
        setOutcome({ state: 'failed', error: toCodedError(error) })
      }
    })()
  }, [isKnown, part, call, services])

  const failed = session.state === 'failed' ? session.error : outcome.state === 'failed' ? outcome.error : undefined
  const value = outcome.state === 'ready' ? outcome.value : undefined
  const state =
    failed || value?.outcome === 'refused' ? 'failed' : value?.outcome === 'sign-in-again' ? 'ready' : 'working'
  return (
    <PageMain page="oidc-continue" state={state} title={t.title}>
      {failed && (
        <ErrorPanel error={failed} remedies={{ retry: { run: services.reload }, reload: { run: services.reload } }} />
      )}
      {!failed && (!value || value.outcome === 'granted') && (
        <Waiting>{value ? t.goingOn(value.system) : t.working}</Waiting>
      )}
      {value?.outcome === 'refused' && <Refused refused={value} />}
      {value?.outcome === 'sign-in-again' && <SignInAgain system={value.system} />}
    </PageMain>
  )
}

function Refused({ refused }: { refused: Extract<AuthorizationOutcome, { outcome: 'refused' }> }): JSX.Element {
  const t = useTexts(oidcTexts)
  const language = useLanguage()
  const { goElsewhere } = useServices()
  const { system, reason, goTo } = refused
  return (
    <div role="alert" data-refused={reason}>
      <Notice tone="warning">
        <p>
          <strong>{t.refused(system)}</strong>
        </p>
        <p>{say(refusalTexts[reason], language)}</p>
        <div class="row">
          <Button kind="primary" onClick={() => goElsewhere(goTo, { replace: true })}>
            {t.back(system)}
          </Button>
        </div>
      </Notice>
    </div>
  )
}

function SignInAgain({ system }: { system: string }): JSX.Element {
  const t = useTexts(oidcTexts)
  const services = useServices()
  const again = async () => {
    const { path, part } = services.router.get()
    await endSession(services)
    services.session.set(undefined)
    const query = path ? `?${new URLSearchParams({ to: pageAddress(path, part) }).toString()}` : ''
    services.router.navigate('/', { query, replace: true, arrival: 'sign-in-needed' })
  }
  return (
    <Notice live>
      <p>{t.again(system)}</p>
      <div class="row">
        <Button kind="primary" onClick={() => void again()}>
          {t.signInAgain}
        </Button>
      </div>
    </Notice>
  )
}
