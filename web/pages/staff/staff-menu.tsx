import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { actions } from '../../../core/portal/actions.ts'
import { authorize } from '../../../core/portal/authorize.ts'
import { type ActionPagePath, pages } from '../../../core/protocol/pages.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { Link } from '../../components/link.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'

const texts = { menu: { zhTW: '後台作業', en: 'Back office' } }

/** In the order of the menu. */
const staffPaths = [
  '/staff/announcements',
  '/staff/downloads',
  '/staff/data-requests',
  '/staff/contacts',
  '/staff/links',
  '/staff/clients',
  '/staff/institutions',
  '/staff/vendors',
  '/staff/modules',
  '/staff/support-reports',
  '/staff/check-reports',
  '/staff/settings',
  '/staff/posts',
  '/staff/audit',
] as const satisfies readonly ActionPagePath[]

/** The pages of the back office that the person may use; nothing for who may use none. */
export function StaffMenu({ session }: { session: SessionView }): JSX.Element | null {
  const t = useTexts(texts)
  const language = useLanguage()
  const open = staffPaths.filter((path) => authorize(pages[path].action, session))
  if (open.length === 0) return null
  return (
    <nav class="box stack" aria-labelledby="staff-menu" data-staff-menu>
      <h2 id="staff-menu">{t.menu}</h2>
      <ul>
        {open.map((path) => (
          <li key={path}>
            <Link to={path}>{say(actions[pages[path].action].label, language)}</Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
