import type { ComponentChildren, JSX } from 'preact'
import type { CatalogueCode } from '../../core/portal/catalogue.ts'
import { isElsewhere, pageOfEntry } from '../../core/protocol/entry-pages.ts'
import { pageAddress } from '../../core/protocol/pages.ts'
import { useTexts } from '../state/language.ts'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'

const texts = { newWindow: { zhTW: '（另開視窗）', en: ' (opens a new window)' } }

/** A link to what an entry of the service menu leads to: its page, the page of its layer, or another system in a new window. */
export function EntryLink({
  code,
  class: className = '',
  current = false,
  children,
}: {
  code: CatalogueCode
  class?: string
  current?: boolean
  children: ComponentChildren
}): JSX.Element {
  const t = useTexts(texts)
  const page = pageOfEntry(code)
  if (isElsewhere(code) && !current) {
    return (
      <a href={pageAddress('/catalogue', code)} class={className} target="_blank" rel="noopener">
        {children}
        <Icon name="external" />
        <span class="visually-hidden">{t.newWindow}</span>
      </a>
    )
  }
  return (
    <Link {...(page ? { to: page } : { to: '/catalogue', part: code })} class={className} current={current}>
      {children}
    </Link>
  )
}
