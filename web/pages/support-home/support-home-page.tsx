import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { actions } from '../../../core/portal/actions.ts'
import { authorize } from '../../../core/portal/authorize.ts'
import { type PagePathOf, pagePathsOf, pageRow } from '../../../core/protocol/pages.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { Link } from '../../components/link.tsx'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { homeTexts } from '../home/home-texts.ts'
import { Identity } from '../home/identity.tsx'
import { supportHomeTexts } from './support-home-texts.ts'

/** 我的首頁 of the support-reporting system: what may be done here, then who is signed in. */
export function SupportHomePage(): JSX.Element {
  const t = useTexts(homeTexts)
  return (
    <SignedInPage path="/home" title={t.title}>
      {(view) => (
        <>
          <OpenPages session={view} />
          <Identity view={view} />
        </>
      )}
    </SignedInPage>
  )
}

function OpenPages({ session }: { session: SessionView }): JSX.Element {
  const t = useTexts(supportHomeTexts)
  const language = useLanguage()
  const open = openPages(session)
  return (
    <nav class="box stack" aria-labelledby="support-open">
      <h2 id="support-open">{t.open}</h2>
      {open.length === 0 ? (
        <p>{t.nothing}</p>
      ) : (
        <ul>
          {open.map(({ path, label }) => (
            <li key={path}>
              <Link to={path}>{say(label, language)}</Link>
            </li>
          ))}
        </ul>
      )}
    </nav>
  )
}

/** The pages of this site whose action the person may do, in the order of the table. */
const openPages = (session: SessionView) =>
  pagePathsOf('support').flatMap((path: PagePathOf<'support'>) => {
    const { action, part } = pageRow(path)
    if (action === undefined || part !== undefined || !authorize(action, session)) return []
    return { path, label: actions[action].label }
  })
