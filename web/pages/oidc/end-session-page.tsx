import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { RouteAnswer, RouteRequest } from '../../../core/protocol/routes.ts'
import { Button } from '../../components/button.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { useTexts } from '../../state/language.ts'
import { type Loaded, toCodedError } from '../../state/loaded.ts'
import { type Services, useServices } from '../../state/services.ts'
import { isSignedOut, leave } from '../../state/session.ts'
import { endSession } from '../../state/sign-out.ts'
import { oidcTexts } from './oidc-texts.ts'

interface Known extends RouteAnswer<'POST /api/oidc/end-session'> {
  readonly isSignedIn: boolean
}

/** Who has signed out of a system is asked about the portal, too, and goes back to the system (RP-Initiated Logout). */
export function EndSessionPage(): JSX.Element {
  const t = useTexts(oidcTexts)
  const services = useServices()
  const [known, setKnown] = useState<Loaded<Known>>({ state: 'loading' })
  const [isWorking, setWorking] = useState(false)
  const read = async () => {
    setKnown({ state: 'loading' })
    try {
      const [answer, isSignedIn] = await Promise.all([
        services.call('POST /api/oidc/end-session', toRequest(services.router.get().query)),
        askWhetherSignedIn(services),
      ])
      setKnown({ state: 'ready', value: { ...answer, isSignedIn } })
    } catch (error) {
      setKnown({ state: 'failed', error: toCodedError(error) })
    }
  }
  useEffect(() => void read(), [])

  const goOn = (goTo: string | null) =>
    goTo === null ? services.router.navigate('/') : services.goElsewhere(goTo, { replace: true })
  const signOut = async (goTo: string | null) => {
    setWorking(true)
    await endSession(services)
    if (goTo === null) leave(services, 'signed-out')
    else goOn(goTo)
  }
  const state =
    known.state === 'loading' ? 'checking' : known.state === 'failed' ? 'failed' : isWorking ? 'working' : 'ready'
  return (
    <PageMain page="oidc-end-session" state={state} title={t.endTitle}>
      <LoadedPart loaded={known} retry={() => void read()}>
        {({ system, goTo, isSignedIn }) => (
          <>
            {system !== null && (
              <Notice tone="ok">
                <p>{t.ended(system)}</p>
              </Notice>
            )}
            <p>{isSignedIn ? t.stillSignedIn : t.notSignedIn}</p>
            <div class="row">
              {isSignedIn && (
                <Button kind="primary" disabled={isWorking} onClick={() => void signOut(goTo)}>
                  {t.signOut}
                </Button>
              )}
              <Button disabled={isWorking} onClick={() => goOn(goTo)}>
                {system !== null && goTo !== null ? t.back(system) : isSignedIn ? t.stay : t.home}
              </Button>
            </div>
          </>
        )}
      </LoadedPart>
    </PageMain>
  )
}

async function askWhetherSignedIn({ call }: Pick<Services, 'call'>): Promise<boolean> {
  try {
    await call('GET /api/auth/session', {})
    return true
  } catch (error) {
    if (isSignedOut(error)) return false
    throw error
  }
}

/** The names are the standard's; what else stands in the address is nothing to us. */
function toRequest(query: string): RouteRequest<'POST /api/oidc/end-session'> {
  const given = new URLSearchParams(query)
  const [idTokenHint, clientId] = [given.get('id_token_hint'), given.get('client_id')]
  const [postLogoutRedirectUri, state] = [given.get('post_logout_redirect_uri'), given.get('state')]
  return {
    ...(idTokenHint !== null && { idTokenHint }),
    ...(clientId !== null && { clientId }),
    ...(postLogoutRedirectUri !== null && { postLogoutRedirectUri }),
    ...(state !== null && { state }),
  }
}
