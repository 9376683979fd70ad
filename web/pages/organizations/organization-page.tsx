import type { ComponentChildren, JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { actions } from '../../../core/portal/actions.ts'
import { authorize } from '../../../core/portal/authorize.ts'
import { entryOfPage } from '../../../core/protocol/entry-pages.ts'
import { type ActionPagePath, pages } from '../../../core/protocol/pages.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { Link } from '../../components/link.tsx'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { useLanguage } from '../../state/language.ts'
import './organizations.css'

const historyPath = '/organizations/history'

/** A page of 機構授權作業: named as its action is, with the way to who did what. */
export function OrganizationPage({
  path,
  children,
}: {
  path: ActionPagePath
  children: (view: SessionView) => ComponentChildren
}): JSX.Element {
  const language = useLanguage()
  const title = say(actions[pages[path].action].label, language)
  return (
    <SignedInPage path={path} entry={entryOfPage(path) ?? 'O'} title={title}>
      {(view) => (
        <>
          {path !== historyPath && authorize('read-history', view) && (
            <p class="history-link">
              <Link to={historyPath}>{say(actions['read-history'].label, language)}</Link>
            </p>
          )}
          {children(view)}
        </>
      )}
    </SignedInPage>
  )
}
