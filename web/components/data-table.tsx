import type { ComponentChildren, JSX } from 'preact'
import type { Column } from './column.ts'
import { type ExportedAs, TableExport } from './table-export.tsx'
import './data-table.css'

const draw = <R,>({ cell, text }: Column<R>, row: R): ComponentChildren => (cell ? cell(row) : text?.(row))

/**
 * Rows under a caption. Where there is little room each row is a block of its own, with the columns' titles beside the values. The
 * roles say once more what it is: Safari forgets a table whose parts are drawn as blocks.
 */
export function DataTable<R>({
  caption,
  columns,
  rows,
  rowKey,
  exportedAs,
}: {
  caption: string
  columns: readonly Column<R>[]
  rows: readonly R[]
  rowKey: (row: R) => string
  /** With it, the list can be saved as CSV and ODS. */
  exportedAs?: ExportedAs<NoInfer<R>>
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
              {columns.map((column) =>
                column.isRowHeader ? (
                  <th key={column.key} scope="row" role="rowheader">
                    {draw(column, row)}
                  </th>
                ) : (
                  <td key={column.key} role="cell" data-title={column.title} data-column={column.key}>
                    {draw(column, row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {exportedAs && rows.length > 0 && (
        <TableExport title={caption} columns={columns} rows={rows} exportedAs={exportedAs} />
      )}
    </div>
  )
}
