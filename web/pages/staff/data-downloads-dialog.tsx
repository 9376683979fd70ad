import type { JSX } from 'preact'
import type { DataRequest } from '../../../core/protocol/shortcuts.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { DateTime } from '../../components/date-time.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { dataRequestTexts } from './data-request-texts.ts'

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
              rows={downloads.map((row, at) => ({ row, at }))}
              rowKey={({ at }) => String(at)}
              columns={[
                { key: 'who', title: t.who, isRowHeader: true, cell: ({ row }) => row.person ?? t.asInstitution },
                { key: 'at', title: t.at, cell: ({ row }) => <DateTime iso={row.at} /> },
                { key: 'how', title: t.how, cell: ({ row }) => (row.encrypted ? t.encrypted : t.plain) },
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
