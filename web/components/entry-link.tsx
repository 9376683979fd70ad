import type { ComponentChildren, JSX } from 'preact'
import type { CatalogueCode } from '../../core/portal/catalogue.ts'
import { pageOfEntry } from '../../core/protocol/entry-pages.ts'
import { Link } from './link.tsx'

export const entryQuery = (code: CatalogueCode): string => `?code=${code}`

/** A link to what an entry of the service menu leads to: its page, or the page that says what there is below it. */
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
  const page = pageOfEntry(code)
  const way = page ? { to: page } : ({ to: '/catalogue', query: entryQuery(code) } as const)
  return (
    <Link {...way} class={className} current={current}>
      {children}
    </Link>
  )
}
