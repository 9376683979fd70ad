import type { JSX } from 'preact'
import type { DataRequest } from '../../../core/protocol/shortcuts.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { dataRequestTexts } from './data-request-texts.ts'
import { atColumn } from './record-columns.tsx'

/** Who downloaded a file. */
export function DataDownloadsDialog({
  request: { id, name },
  onClose,
}: {
  request: DataRequest
  onClose: () => void
}): JSX.Element {
  const t = useTexts(dataRequestTexts)
  const { loaded, ask } = useAnswer('GET /api/staff/data-requests/downloads', { id })
  return (
    <Dialog title={name} onClose={onClose}>
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ downloads }) =>
          downloads.length === 0 ? (
            <p>{t.never}</p>
          ) : (
            <DataTable
              caption={t.downloads}
              exportedAs={{ name: 'data-downloads' }}
              rows={downloads.map((row, number) => ({ row, number, at: row.at }))}
              rowKey={({ number }) => String(number)}
              columns={[
                { key: 'who', title: t.who, isRowHeader: true, text: ({ row }) => row.person ?? t.asInstitution },
                atColumn(t.at),
                { key: 'how', title: t.how, text: ({ row }) => (row.encrypted ? t.encrypted : t.plain) },
              ]}
            />
          )
        }
      </LoadedPart>
      <div class="row">
        <Button autofocus onClick={onClose}>
          {t.close}
        </Button>
      </div>
    </Dialog>
  )
}
