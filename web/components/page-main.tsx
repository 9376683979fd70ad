import type { ComponentChildren, JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { usePortalTitle } from './page-frame.tsx'

/** Where a page is: what tests and style sheets go by. */
export type PageState = 'checking' | 'ready' | 'working' | 'failed'

/** The id of each page's h1: it gets the focus when the page changes. */
export const pageTitleId = 'page-title'

/** The page's own part: names the document, and says its state in `data-state`. */
export function PageMain({
  page,
  state,
  title,
  class: className = 'frame-main frame-width stack',
  children,
  ...data
}: {
  page: string
  state: PageState
  title: string
  /** Where something around it gives it its place. */
  class?: string
  children: ComponentChildren
  [attribute: `data-${string}`]: string
}): JSX.Element {
  const portalTitle = usePortalTitle()
  useEffect(() => {
    document.title = `${title}｜${portalTitle}`
  }, [title, portalTitle])
  return (
    <main
      id="main"
      class={className}
      tabIndex={-1}
      data-page={page}
      data-state={state}
      aria-busy={state === 'checking' || state === 'working'}
      {...data}
    >
      <h1 id={pageTitleId} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </main>
  )
}
