import { actionRow } from '../portal/actions.ts'
import type { CatalogueCode } from '../portal/catalogue.ts'
import { type PagePath, pagePaths, pageRow } from './pages.ts'

/** The entry of the service menu that leads to a page; undefined for a page that none leads to. */
export function entryOfPage(path: PagePath): CatalogueCode | undefined {
  const { action } = pageRow(path)
  return action && actionRow(action).entry
}

/** The page that an entry leads to; undefined for an entry that has others below it, or is another system's. */
export const pageOfEntry = (code: CatalogueCode): PagePath | undefined =>
  pagePaths.find((path) => entryOfPage(path) === code)
