import type { JSX } from 'preact'
import type { Sheet, SheetValue } from '../../core/tables/sheet.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import { useTexts } from '../state/language.ts'
import { saveFile } from '../state/save-file.ts'
import { useServices } from '../state/services.ts'
import { useChange } from '../state/use-change.ts'
import { Button } from './button.tsx'
import type { Column } from './column.ts'
import { ErrorPanel } from './error-panel.tsx'

const texts = {
  csv: { zhTW: '匯出 CSV', en: 'Export as CSV' },
  ods: { zhTW: '匯出 ODS', en: 'Export as ODS' },
  csvOf: (title: string) => ({ zhTW: `匯出 CSV：${title}`, en: `Export as CSV: ${title}` }),
  odsOf: (title: string) => ({ zhTW: `匯出 ODS：${title}`, en: `Export as ODS: ${title}` }),
}

/** How a list goes into a file. */
export interface ExportedAs<R> {
  /** Of the file, in ASCII; the day follows. */
  readonly name: string
  /** All rows of the list, where the page shows a part of them. */
  readonly rows?: () => Promise<readonly R[]>
}

/** The columns that have a text, in their order, and what stands in them. */
export function sheetOf<R>(title: string, columns: readonly Column<R>[], rows: readonly R[]): Sheet {
  const written = columns.flatMap(({ title: heading, text }) => (text ? [{ heading, text }] : []))
  return {
    title,
    columns: written.map(({ heading }) => heading),
    rows: rows.map((row): SheetValue[] => written.map(({ text }) => text(row))),
  }
}

/** Saves the list under a table as a file. What writes it is fetched when it is asked for. */
export function TableExport<R>({
  title,
  columns,
  rows,
  exportedAs: { name, rows: allRows },
}: {
  title: string
  columns: readonly Column<R>[]
  /** Those on the page. */
  rows: readonly R[]
  exportedAs: ExportedAs<R>
}): JSX.Element {
  const t = useTexts(texts)
  const { clock } = useServices()
  const { change, run } = useChange()
  const save = (ending: 'csv' | 'ods') =>
    run(async () => {
      const sheet = sheetOf(title, columns, allRows ? await allRows() : rows)
      const file = `${name}-${taiwanDay(new Date(clock.milliseconds()))}.${ending}`
      if (ending === 'csv') {
        const { toCsv } = await import('../../core/tables/csv.ts')
        saveFile(file, toCsv(sheet), 'text/csv')
      } else {
        const { odsType, toOds } = await import('../../core/tables/ods.ts')
        saveFile(file, toOds(sheet), odsType)
      }
    })
  const working = change.state === 'working'
  return (
    <>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <div class="row table-export">
        <Button kind="quiet" label={t.csvOf(title)} disabled={working} onClick={() => void save('csv')}>
          {t.csv}
        </Button>
        <Button kind="quiet" label={t.odsOf(title)} disabled={working} onClick={() => void save('ods')}>
          {t.ods}
        </Button>
      </div>
    </>
  )
}
