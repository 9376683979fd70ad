import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { CodedError } from '../../../core/errors/coded-error.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { Button } from '../../components/button.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { Roles } from '../../components/roles.tsx'
import { Select } from '../../components/select.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useTexts } from '../../state/language.ts'
import { toCodedError } from '../../state/loaded.ts'
import { useServices } from '../../state/services.ts'
import { askSession, isSignedOut, proceed, takeOver } from '../../state/session.ts'
import { useSession } from '../../state/use-session.ts'
import { institutionTexts } from './institution-texts.ts'
import './institution-page.css'

type Attempt =
  | { readonly state: 'ready' | 'working' }
  | { readonly state: 'failed'; readonly error: CodedError; readonly again: () => void }

/** 醫事機構: which of several institutions to act for (mission/01, Which institution). */
export function InstitutionPage(): JSX.Element {
  const t = useTexts(institutionTexts)
  const services = useServices()
  const session = useSession()
  const [attempt, setAttempt] = useState<Attempt>({ state: 'ready' })
  const view = session.state === 'ready' ? session.value : undefined

  // with an institution and nothing to choose from there is nothing to do here
  const nothingToChoose = view !== undefined && view.choices.length < (view.institution ? 2 : 1)
  useEffect(() => {
    if (nothingToChoose) services.router.navigate('/home', { replace: true })
  }, [nothingToChoose, services])

  const choose = async (institution: string) => {
    setAttempt({ state: 'working' })
    try {
      const chosen = await services.call('POST /api/auth/institution', { institution })
      takeOver(services, chosen)
      proceed(services, chosen)
    } catch (error) {
      if (isSignedOut(error)) await askSession(services).catch(() => {})
      setAttempt({ state: 'failed', error: toCodedError(error), again: () => void choose(institution) })
    }
  }

  const checking = session.state === 'loading' || nothingToChoose
  const failed = session.state === 'failed' ? session : attempt.state === 'failed' ? attempt : undefined
  const again = failed === attempt && attempt.state === 'failed' ? attempt.again : () => void session.ask()
  return (
    <PageMain page="institution" state={failed ? 'failed' : checking ? 'checking' : attempt.state} title={t.title}>
      {failed && (
        <ErrorPanel
          error={failed.error}
          takeFocus={failed === attempt}
          remedies={{ retry: { run: again }, reload: { run: services.reload } }}
        />
      )}
      {checking && <Waiting>{t.loading}</Waiting>}
      {view && !nothingToChoose && <ChoiceForm view={view} working={attempt.state === 'working'} onChoose={choose} />}
    </PageMain>
  )
}

function ChoiceForm({
  view,
  working,
  onChoose,
}: {
  view: SessionView
  working: boolean
  onChoose: (institution: string) => Promise<void>
}): JSX.Element {
  const t = useTexts(institutionTexts)
  const [code, setCode] = useState(view.institution?.code ?? view.choices[0]?.code ?? '')
  const chosen = view.choices.find((choice) => choice.code === code)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (chosen) void onChoose(chosen.code)
  }
  return (
    <form class="box stack institution-form" onSubmit={submit}>
      <p>{t.lead}</p>
      <Select
        id="institution"
        label={t.institution}
        options={view.choices.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
        value={code}
        onChange={setCode}
      />
      <p aria-live="polite">
        {chosen && (
          <>
            {t.roles}
            <strong>
              <Roles held={chosen.roles} />
            </strong>
          </>
        )}
      </p>
      <div class="row">
        <Button kind="primary" large submit disabled={working}>
          {working ? t.working : t.go}
        </Button>
      </div>
    </form>
  )
}
