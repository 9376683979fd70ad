import type { ComponentChildren, JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { documentTitle, usePortalTitle } from '../state/portal-title.ts'
import { BreadcrumbList } from './breadcrumb-list.tsx'
import { HomeLink } from './home-link.tsx'

/** Where a page is: what tests and style sheets go by. */
export type PageState = 'checking' | 'ready' | 'working' | 'failed'

/** The id of each page's h1: it gets the focus when the page changes. */
export const pageTitleId = 'page-title'

/**
 * The page's own part: names the document, and says its state in `data-state`. Where nothing around it gives it its place,
 * 所在位置 stands above it.
 */
export function PageMain({
  page,
  state,
  title,
  class: className,
  above = [],
  children,
  ...data
}: {
  page: string
  state: PageState
  title: string
  /** Where something around it gives it its place. */
  class?: string
  /** Links to what stands between the home page and this one. */
  above?: readonly JSX.Element[]
  children: ComponentChildren
  [attribute: `data-${string}`]: string
}): JSX.Element {
  const portalTitle = usePortalTitle()
  useEffect(() => {
    document.title = documentTitle(title, portalTitle)
  }, [title, portalTitle])
  const main = (
    <main
      id="main"
      class={className ?? 'frame-main frame-width stack'}
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
  if (className !== undefined) return main
  return (
    <>
      <div class="frame-width frame-place">
        <BreadcrumbList above={[<HomeLink />, ...above]} title={title} />
      </div>
      {main}
    </>
  )
}
