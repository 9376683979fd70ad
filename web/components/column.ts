import type { ComponentChildren } from 'preact'
import type { SheetValue } from '../../core/tables/sheet.ts'

/** One table of columns makes the page and the files of a list. */
export type Column<R> = {
  readonly key: string
  readonly title: string
  /** Names the row; one column does. */
  readonly isRowHeader?: boolean
} & (
  | {
      /** What stands in it, in a file too. Days are ISO 8601 there. */
      readonly text: (row: R) => SheetValue
      /** Where the page draws more than the text. */
      readonly cell?: (row: R) => ComponentChildren
    }
  /** Without a text it is in no file: what there is to press. */
  | { readonly text?: undefined; readonly cell: (row: R) => ComponentChildren }
)
