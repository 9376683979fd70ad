import type { JSX } from 'preact'
import { announcementKind, type AnnouncementKind } from '../../../core/portal/announcements.ts'
import type { AnnouncementRecord } from '../../../core/protocol/announcements.ts'
import { useTexts } from '../../state/language.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { writingTexts } from './announcement-texts.ts'
import { RecordFiles } from './record-files.tsx'

/** The attachments of an announcement, where its kind has any. */
export function AnnouncementAttachments({
  kind,
  record,
  mayChange,
  onRecord,
}: {
  kind: AnnouncementKind
  record: AnnouncementRecord | undefined
  mayChange: boolean
  onRecord: (record: AnnouncementRecord) => void
}): JSX.Element | null {
  const t = useTexts(writingTexts)
  const call = useSignedInCall()
  if (!announcementKind(kind).fields.includes('attachments')) return null
  const { id = '', version = 0 } = record ?? {} // without a record there is nothing to press
  return (
    <RecordFiles
      name="announcement"
      title={t.attachments}
      hint={t.attachmentsHint}
      files={record?.attachments}
      mayChange={mayChange}
      addressOf={async (attachment) => (await call('POST /api/staff/announcements/file', { id, attachment })).address}
      onAttach={async (file) => {
        const about = { id, version: String(version), name: file.name }
        onRecord(await call('POST /api/staff/announcements/attachments', about, { file }))
      }}
      onDetach={async (attachment) =>
        onRecord(await call('DELETE /api/staff/announcements/attachments', { id, version, attachment }))
      }
    />
  )
}
