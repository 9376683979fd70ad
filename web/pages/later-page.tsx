import type { JSX } from 'preact'
import type { PagePath } from '../../core/protocol/pages.ts'
import { NotFoundPage } from './later-pages.ts'
import { pageComponents } from './pages.ts'
import type { PageComponents } from './page-components.ts'

const components: PageComponents = pageComponents

/** The page at an address; undefined for an address that is none. */
export function LaterPage({ path }: { path: PagePath | undefined }): JSX.Element {
  const Page = (path && components[path]) ?? NotFoundPage
  return <Page />
}

/** Resolves when the page's code is there. */
export async function fetchLaterPage(path: PagePath): Promise<void> {
  const Page = components[path]
  if (Page && 'load' in Page) await Page.load()
}
