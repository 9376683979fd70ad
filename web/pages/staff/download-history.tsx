import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { announcementMove, announcementMoveCodes } from '../../../core/portal/announcements.ts'
import { downloadItems } from '../../../core/portal/downloads.ts'
import { DataTable } from '../../components/data-table.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { downloadTexts } from './download-texts.ts'
import { atColumn } from './record-columns.tsx'

/** Who changed it, when, and what stood there then. */
export function DownloadHistory({ id }: { id: string }): JSX.Element {
  const t = useTexts(downloadTexts)
  const language = useLanguage()
  const { loaded, ask } = useAnswer('GET /api/staff/downloads/history', { id })
  const others: Readonly<Record<string, string>> = { create: t.create, attach: t.attachDone, detach: t.detachDone }
  const nameOf = (what: string) => {
    const move = announcementMoveCodes.find((code) => code === what)
    return move ? say(announcementMove(move).label, language) : (others[what] ?? what)
  }
  return (
    <LoadedPart loaded={loaded} retry={() => void ask()}>
      {({ versions }) => (
        <DataTable
          caption={t.history}
          exportedAs={{ name: 'download-history' }}
          rows={versions}
          rowKey={({ version }) => String(version)}
          columns={[
            { key: 'version', title: t.version, isRowHeader: true, text: ({ version }) => version },
            atColumn(t.at),
            { key: 'by', title: t.by, text: ({ by }) => by },
            { key: 'what', title: t.what, text: ({ what }) => nameOf(what) },
            { key: 'item', title: t.item, text: ({ item }) => say(downloadItems[item].label, language) },
            { key: 'description', title: t.description, text: ({ description }) => description },
            { key: 'files', title: t.files, text: ({ files }) => files.join(', ') },
          ]}
        />
      )}
    </LoadedPart>
  )
}
