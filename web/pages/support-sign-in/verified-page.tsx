import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { CodedError } from '../../../core/errors/coded-error.ts'
import { returnMember } from '../../../core/protocol/verification-fragments.ts'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Link } from '../../components/link.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useTexts } from '../../state/language.ts'
import { toCodedError } from '../../state/loaded.ts'
import { useServices } from '../../state/services.ts'
import { enter } from '../../state/session.ts'
import { Done } from './done.tsx'
import { supportSignInTexts } from './support-sign-in-texts.ts'

/**
 * Where the verification service sends the browser back to. Coming from another site, the browser brings no cookie; the call
 * from here, of the same origin, does.
 */
export function VerifiedPage(): JSX.Element {
  const t = useTexts(supportSignInTexts)
  const services = useServices()
  const [answer] = useState(() => new URLSearchParams(services.router.get().hash.slice(1)).get(returnMember))
  const [error, setError] = useState<CodedError>()
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current || answer === null) return
    begun.current = true
    // What came in the address does not stay in it.
    services.router.navigate('/verified', { replace: true })
    services.call('POST /api/support-sign-in/phone/return', { answer }).then(
      (view) => enter(services, view),
      (cause: unknown) => setError(toCodedError(cause)),
    )
  }, [answer, services])
  const isOver = error !== undefined || answer === null
  return (
    <PageMain page="verified" state={isOver ? 'failed' : 'checking'} title={t.verified}>
      <div class="box stack">
        <Done percent={90} />
        {!isOver && <Waiting>{t.verifying}</Waiting>}
        {error && <ErrorPanel error={error} takeFocus />}
        {answer === null && <p>{t.nothingHere}</p>}
        {isOver && (
          <p>
            <Link to="/">{t.home}</Link>
          </p>
        )}
      </div>
    </PageMain>
  )
}
