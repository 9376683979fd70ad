import type { ComponentChildren, JSX } from 'preact'
import { pageAddress, type PagePath } from '../../core/protocol/pages.ts'
import { useServices } from '../state/services.ts'

/** A link between pages of the portal. With a key held down it does what any link does: a new tab or window. */
export function Link({
  to,
  part = '',
  query = '',
  hash = '',
  class: className,
  current = false,
  children,
}: {
  to: PagePath
  /** Of a page that has several addresses: which. */
  part?: string
  /** With its question mark. */
  query?: string
  /** With its number sign. */
  hash?: string
  class?: string | undefined
  /** It leads to the page on which it stands. */
  current?: boolean
  children: ComponentChildren
}): JSX.Element {
  const { router } = useServices()
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.navigate(to, { part, query, hash })
  }
  return (
    <a
      href={pageAddress(to, part) + query + hash}
      class={className}
      aria-current={current ? 'page' : undefined}
      onClick={follow}
    >
      {children}
    </a>
  )
}
