import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { cardTypes } from '../../../core/cards/card-types.ts'
import { say } from '../../../core/i18n/text.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { Button } from '../../components/button.tsx'
import { DateTime } from '../../components/date-time.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { Roles } from '../../components/roles.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useSessionEnd } from '../../state/use-session-end.ts'
import { useSession } from '../../state/use-session.ts'
import { homeTexts } from './home-texts.ts'
import './home-page.css'

const stateNames = { loading: 'checking', ready: 'ready', failed: 'failed' } as const

/** 我的首頁: who is signed in, for which institution, in which roles, and until when. */
export function HomePage(): JSX.Element {
  const t = useTexts(homeTexts)
  const { clock, router, reload } = useServices()
  const session = useSession()
  const view = session.state === 'ready' ? session.value : undefined
  const ending = useSessionEnd(view, clock, session.ask)

  const mustChoose = view !== undefined && view.institution === null && view.choices.length > 0
  useEffect(() => {
    if (mustChoose) router.navigate('/institution', { replace: true })
  }, [mustChoose, router])

  return (
    <PageMain page="home" state={mustChoose ? 'checking' : stateNames[session.state]} title={t.title}>
      {session.state === 'failed' && (
        <ErrorPanel
          error={session.error}
          remedies={{ retry: { run: () => void session.ask() }, reload: { run: reload } }}
        />
      )}
      {(session.state === 'loading' || mustChoose) && <Waiting>{t.loading}</Waiting>}
      {view && !mustChoose && (
        <>
          {ending && <EndNotice view={view} onStay={() => void session.ask()} />}
          <Identity view={view} />
        </>
      )}
    </PageMain>
  )
}

function EndNotice({ view, onStay }: { view: SessionView; onStay: () => void }): JSX.Element {
  const t = useTexts(homeTexts)
  const forGood = Date.parse(view.endsAt) <= Date.parse(view.idleUntil)
  return (
    <Notice tone="warning" live>
      <p>{forGood ? t.endingForGood : t.ending}</p>
      {!forGood && (
        <div class="row">
          <Button kind="primary" onClick={onStay}>
            {t.stay}
          </Button>
        </div>
      )}
    </Notice>
  )
}

function Identity({ view }: { view: SessionView }): JSX.Element {
  const t = useTexts(homeTexts)
  const language = useLanguage()
  const { router } = useServices()
  const { institution, personName } = view
  return (
    <div class="home-grid">
      <section class="box stack" aria-labelledby="home-who">
        <h2 id="home-who">{t.who}</h2>
        <Facts
          facts={[
            [t.code, institution?.code],
            [t.name, institution?.name],
            [t.person, personName],
            [t.roles, institution && <Roles held={institution.roles} />],
            [t.card, say(cardTypes[view.cardType].label, language)],
          ]}
        />
        {view.choices.length > 1 && (
          <div class="row">
            <Button icon="institution" onClick={() => router.navigate('/institution')}>
              {t.change}
            </Button>
          </div>
        )}
      </section>
      <section class="box stack home-times" aria-labelledby="home-times">
        <h2 id="home-times">{t.times}</h2>
        <Facts
          facts={[
            [t.signedInAt, <DateTime key="at" iso={view.signedInAt} />],
            [t.idleUntil, <DateTime key="idle" iso={view.idleUntil} />],
            [t.endsAt, <DateTime key="end" iso={view.endsAt} />],
          ]}
        />
      </section>
    </div>
  )
}
