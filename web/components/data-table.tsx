import type { ComponentChildren, JSX } from 'preact'
import './data-table.css'

export interface Column<R> {
  readonly key: string
  readonly title: string
  /** Names the row; one column does. */
  readonly isRowHeader?: boolean
  readonly cell: (row: R) => ComponentChildren
}

/**
 * Rows under a caption. Where there is little room each row is a block of its own, with the columns' titles beside the values. The
 * roles say once more what it is: Safari forgets a table whose parts are drawn as blocks.
 */
export function DataTable<R>({
  caption,
  columns,
  rows,
  rowKey,
}: {
  caption: string
  columns: readonly Column<R>[]
  rows: readonly R[]
  rowKey: (row: R) => string
}): JSX.Element {
  return (
    <div class="data-table-frame">
      <table class="data-table" role="table">
        <caption>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ key, title }) => (
              <th key={key} scope="col" role="columnheader">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" data-row={rowKey(row)}>
              {columns.map(({ key, title, isRowHeader = false, cell }) =>
                isRowHeader ? (
                  <th key={key} scope="row" role="rowheader">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={key} role="cell" data-title={title} data-column={key}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
