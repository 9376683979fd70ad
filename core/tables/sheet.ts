/** What a cell holds; null, undefined and an empty text are an empty cell. */
export type SheetValue = string | number | null | undefined

/** A list as a file has it: made of the same columns as the page that shows it. */
export interface Sheet {
  /** Of the list, for people. */
  readonly title: string
  readonly columns: readonly string[]
  /** Each as long as `columns`. */
  readonly rows: readonly (readonly SheetValue[])[]
}
