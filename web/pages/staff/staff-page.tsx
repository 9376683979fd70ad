import type { ComponentChildren, JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { actions } from '../../../core/portal/actions.ts'
import { type ActionPagePath, pages } from '../../../core/protocol/pages.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { useLanguage } from '../../state/language.ts'
import './staff.css'

/** A page of the back office: named as its action is, for who holds a post that allows it. */
export function StaffPage({
  path,
  children,
}: {
  path: ActionPagePath
  children: (view: SessionView) => ComponentChildren
}): JSX.Element {
  const language = useLanguage()
  return (
    <SignedInPage path={path} title={say(actions[pages[path].action].label, language)}>
      {children}
    </SignedInPage>
  )
}
