import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { downloadItems } from '../../../core/portal/downloads.ts'
import { fileTypes } from '../../../core/portal/file-types.ts'
import { downloadFileAddress } from '../../../core/protocol/documents.ts'
import type { DownloadList } from '../../../core/protocol/downloads.ts'
import { DataTable } from '../../components/data-table.tsx'
import { Day } from '../../components/date-time.tsx'
import { Paging } from '../../components/paging.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { downloadsTexts } from './downloads-texts.ts'

type Entry = DownloadList['entries'][number]

/** The files found. */
export function DownloadTable({
  found: { entries, page, pages, total },
  showItem,
  isPreview = false,
  onPage,
}: {
  found: DownloadList
  showItem: boolean
  /** Not offered yet: its files have no address. */
  isPreview?: boolean
  onPage: (page: number) => void
}): JSX.Element {
  const t = useTexts(downloadsTexts)
  const language = useLanguage()
  return (
    <>
      <div role="status">{entries.length === 0 && <p>{t.none}</p>}</div>
      {entries.length > 0 && (
        <DataTable
          caption={t.found(total)}
          rows={entries}
          rowKey={({ id }) => id}
          columns={[
            ...(showItem
              ? [
                  {
                    key: 'item',
                    title: t.item,
                    cell: ({ item }: Entry) => say(downloadItems[item].label, language),
                  },
                ]
              : []),
            { key: 'description', title: t.description, isRowHeader: true, cell: ({ description }) => description },
            { key: 'types', title: t.types, cell: (entry) => <Files entry={entry} isPreview={isPreview} /> },
            { key: 'day', title: t.updated, cell: ({ day }) => <Day iso={day} /> },
          ]}
        />
      )}
      <Paging page={page} pages={pages} onGo={onPage} />
    </>
  )
}

/** One link per file, named by its type as on the icon. */
function Files({ entry: { description, files }, isPreview }: { entry: Entry; isPreview: boolean }): JSX.Element {
  const t = useTexts(downloadsTexts)
  const language = useLanguage()
  return (
    <ul class="downloads-files">
      {files.map(({ id, type, size, name }) => (
        <li key={id}>
          {isPreview ? (
            <span class="file-icon">{type}</span>
          ) : (
            <a
              class="file-icon"
              href={downloadFileAddress(id)}
              download={name}
              aria-label={t.fileLabel(
                type.toUpperCase(),
                description,
                say(fileTypes[type].label, language),
                Math.max(1, Math.round(size / 1024)).toLocaleString('en'),
              )}
            >
              {type}
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}
