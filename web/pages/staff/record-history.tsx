import type { JSX } from 'preact'
import type { RecordVersions } from '../../../core/protocol/record-versions.ts'
import { DataTable } from '../../components/data-table.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import type { Loaded } from '../../state/loaded.ts'
import { useTexts } from '../../state/language.ts'
import { recordTexts } from './record-texts.ts'
import { atColumn } from './record-columns.tsx'

/** Who changed a record, when, and to what. `nameOf` names its members. */
export function RecordHistory({
  name,
  loaded,
  retry,
  nameOf,
  onClose,
}: {
  name: string
  loaded: Loaded<RecordVersions>
  retry: () => void
  nameOf: (field: string) => string
  onClose: () => void
}): JSX.Element {
  const t = useTexts(recordTexts)
  return (
    <Dialog title={t.historyOf(name)} onClose={onClose}>
      <LoadedPart loaded={loaded} retry={retry}>
        {({ versions }) => (
          <DataTable
            caption={t.history}
            exportedAs={{ name: 'history' }}
            rows={versions}
            rowKey={({ version }) => String(version)}
            columns={[
              { key: 'version', title: t.version, isRowHeader: true, text: ({ version }) => version },
              atColumn(t.at),
              { key: 'by', title: t.by, text: ({ by }) => by },
              {
                key: 'changes',
                title: t.changes,
                text: ({ changes }) => changes.map(({ field, value }) => t.change(nameOf(field), value)).join('; '),
                cell: ({ changes }) => (
                  <ul>
                    {changes.map(({ field, value }) => (
                      <li key={field}>{t.change(nameOf(field), value)}</li>
                    ))}
                  </ul>
                ),
              },
            ]}
          />
        )}
      </LoadedPart>
    </Dialog>
  )
}
