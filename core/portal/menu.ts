import { type CatalogueCode, entriesBelow, isWithin, parentOf } from './catalogue.ts'

export interface MenuEntry {
  readonly code: CatalogueCode
  /** False for a category in which nothing may be done: it stands in the menu, grey, and does not fold out. */
  readonly isOpen: boolean
  readonly below: readonly MenuEntry[]
}

/** The service menu of somebody who may use the functions `open`: every category, and below them only what may be used. */
export const menuOf = (open: readonly CatalogueCode[]): readonly MenuEntry[] =>
  entriesBelow().map((code) => toEntry(code, open))

function toEntry(code: CatalogueCode, open: readonly CatalogueCode[]): MenuEntry {
  const below = entriesBelow(code)
    .map((entry) => toEntry(entry, open))
    .filter(({ isOpen }) => isOpen)
  return { code, isOpen: open.some((entry) => isWithin(entry, code)), below }
}

/** What may be used directly below an entry. */
export function menuBelow(code: CatalogueCode, open: readonly CatalogueCode[]): readonly MenuEntry[] {
  let below = menuOf(open)
  for (const step of wayTo(code)) below = below.find((entry) => entry.code === step)?.below ?? []
  return below
}

/** From the category down to the entry itself: the way to it in the menu, and its breadcrumb. */
export function wayTo(code: CatalogueCode): readonly CatalogueCode[] {
  const parent = parentOf(code)
  return parent ? [...wayTo(parent), code] : [code]
}
