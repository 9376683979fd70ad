import { actionRow } from '../portal/actions.ts'
import { type CatalogueCode, layerOf } from '../portal/catalogue.ts'
import { type PagePath, pagePaths, pageRow } from './pages.ts'

/** The entry of the service menu that leads to a page; undefined for a page that none leads to. */
export function entryOfPage(path: PagePath): CatalogueCode | undefined {
  const { action } = pageRow(path)
  return action && actionRow(action).entry
}

/** The page that an entry leads to; undefined for an entry that has others below it, or is another system's. */
export const pageOfEntry = (code: CatalogueCode): PagePath | undefined =>
  pagePaths.find((path) => entryOfPage(path) === code)

/** A function that is another system's page: its link opens a window of its own. The layers above are the portal's. */
export const isElsewhere = (code: CatalogueCode): boolean => layerOf(code) === 3 && pageOfEntry(code) === undefined

/** The portal's own before those of other systems, each in the order of the menu; and where the latter begin. */
export function ownFirst<T extends { readonly code: CatalogueCode }>(
  entries: readonly T[],
): { readonly sorted: readonly T[]; readonly firstElsewhere: CatalogueCode | undefined } {
  const elsewhere = entries.filter(({ code }) => isElsewhere(code))
  const own = entries.filter(({ code }) => !isElsewhere(code))
  return { sorted: [...own, ...elsewhere], firstElsewhere: elsewhere[0]?.code }
}
