import type { ComponentChildren, JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { actions } from '../../../core/portal/actions.ts'
import { entryOfPage } from '../../../core/protocol/entry-pages.ts'
import { type ActionPagePath, pages } from '../../../core/protocol/pages.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { useLanguage } from '../../state/language.ts'
import './claims.css'

/** A page of A.02 預檢醫療費用申報, named as its action is. */
export function ClaimsPage({
  path,
  children,
}: {
  path: ActionPagePath
  children: (view: SessionView) => ComponentChildren
}): JSX.Element {
  const language = useLanguage()
  return (
    <SignedInPage path={path} entry={entryOfPage(path)} title={say(actions[pages[path].action].label, language)}>
      {children}
    </SignedInPage>
  )
}
