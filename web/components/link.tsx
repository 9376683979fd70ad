import type { ComponentChildren, JSX } from 'preact'
import type { PagePath } from '../../core/protocol/pages.ts'
import { useServices } from '../state/services.ts'

/** A link between pages of the portal. With a key held down it does what any link does: a new tab or window. */
export function Link({
  to,
  class: className,
  children,
}: {
  to: PagePath
  class?: string
  children: ComponentChildren
}): JSX.Element {
  const { router } = useServices()
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.navigate(to)
  }
  return (
    <a href={to} class={className} onClick={follow}>
      {children}
    </a>
  )
}
