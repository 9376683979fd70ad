import type { JSX } from 'preact'
import { say } from '../../core/i18n/text.ts'
import { type Role, roles } from '../../core/portal/roles.ts'
import { useLanguage } from '../state/language.ts'

/** The roles held at an institution, in words. */
export function Roles({ held }: { held: readonly Role[] }): JSX.Element {
  const language = useLanguage()
  return <>{held.map((role) => say(roles[role], language)).join(language === 'en' ? ', ' : '、')}</>
}
