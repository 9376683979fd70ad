import type { JSX } from 'preact'
import { cardTypes } from '../../../core/cards/card-types.ts'
import { say } from '../../../core/i18n/text.ts'
import { passwordKindOf } from '../../../core/portal/password-kind-of.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { Button } from '../../components/button.tsx'
import { DateTime } from '../../components/date-time.tsx'
import { Facts } from '../../components/facts.tsx'
import { Link } from '../../components/link.tsx'
import { Roles } from '../../components/roles.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { cardWatchTexts, homeTexts } from './home-texts.ts'

/** Who is signed in, for which institution, in which roles, and until when. */
export function Identity({ view }: { view: SessionView }): JSX.Element {
  const t = useTexts(homeTexts)
  const language = useLanguage()
  const { router } = useServices()
  const { institution, personName } = view
  return (
    <>
      <section class="box stack" aria-labelledby="home-who">
        <h2 id="home-who">{t.who}</h2>
        <Facts
          facts={[
            [t.code, institution?.code],
            [t.name, institution?.name],
            [t.person, personName],
            [t.roles, institution && <Roles held={institution.roles} />],
            [t.card, view.cardType && say(cardTypes[view.cardType].label, language)],
            [t.cardWatch, view.cardWatch === 'off' ? undefined : say(cardWatchTexts[view.cardWatch], language)],
          ]}
        />
        <div class="row">
          {view.choices.length > 1 && (
            <Button icon="institution" onClick={() => router.navigate('/institution')}>
              {t.change}
            </Button>
          )}
          {passwordKindOf(view) && view.personName !== null && (
            <Button icon="pin" onClick={() => router.navigate('/passwords')}>
              {t.changePassword}
            </Button>
          )}
        </div>
      </section>
      <section class="box stack" aria-labelledby="home-times">
        <h2 id="home-times">{t.times}</h2>
        <Facts
          facts={[
            [t.signedInAt, <DateTime key="at" iso={view.signedInAt} />],
            [t.idleUntil, <DateTime key="idle" iso={view.idleUntil} />],
            [t.endsAt, <DateTime key="end" iso={view.endsAt} />],
          ]}
        />
        <p>
          <Link to="/sessions">{t.sessions}</Link>
        </p>
      </section>
    </>
  )
}
