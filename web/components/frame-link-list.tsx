import type { JSX } from 'preact'
import { say } from '../../core/i18n/text.ts'
import type { FrameLink } from '../../core/protocol/frame-links.ts'
import { useLanguage } from '../state/language.ts'
import { useServices } from '../state/services.ts'
import { useStore } from '../state/use-store.ts'
import { Link } from './link.tsx'

/** Entries around the page, the one that is shown marked. */
export function FrameLinkList({
  links,
  id,
  class: className,
  linkClass,
}: {
  links: readonly FrameLink[]
  id?: string
  class?: string
  linkClass?: string
}): JSX.Element {
  const language = useLanguage()
  const here = useStore(useServices().router)
  return (
    <ul id={id} class={className}>
      {links.map(({ label, to, query = '' }) => (
        <li key={to + query}>
          <Link to={to} query={query} class={linkClass} current={here.path === to && here.query === query}>
            {say(label, language)}
          </Link>
        </li>
      ))}
    </ul>
  )
}
